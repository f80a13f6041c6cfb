"""The tables of what was measured on our own text, and of the costs."""

from __future__ import annotations

from amends.understanding.bench.measures import JSON
from amends.understanding.bench.sheet import Sheet, figure

_WORST = 15


def frustration(own: JSON) -> Sheet:
    """Frustration as a whole, then by band, register, length, business and cue."""
    found = own["frustration"]
    kinds = [("all", "", found)]
    kinds += [(kind, name, one) for kind, parts in found["slices"].items() for name, one in parts.items()]
    rows = [
        (
            f"{kind} {name}".strip(),
            str(one["rows"]),
            figure(one["calibration_error"]),
            figure(one["mean_error"]),
            f"{one['lean']:+.3f}",
            figure(one["band_accuracy"]),
            figure(one["band_near"]),
        )
        for kind, name, one in kinds
    ]
    columns = ("slice", "rows", "calibration error", "mean error", "lean", "band right", "or next to it")
    return Sheet("Frustration on our own text, held out", columns, rows)


def signals(own: JSON) -> Sheet:
    """Every signal: ranking, calibration, and what is found at one half."""
    rows = [
        (
            name,
            f"{one['positives']} of {one['rows']}",
            figure(one["auroc"]),
            figure(one["average_precision"]),
            figure(one["calibration_error"]),
            figure(one["precision"]),
            figure(one["recall"]),
        )
        for name, one in own["signals"].items()
    ]
    columns = ("signal", "rows", "AUROC", "AP", "calibration error", "precision", "recall")
    return Sheet("Signals on our own text, held out", columns, rows)


def cues(own: JSON) -> Sheet:
    """Every cue, against what the judges underlined."""
    rows = [
        (name, str(one["rows"]), figure(one["precision"]), figure(one["recall"]))
        for name, one in own["cues"].items()
    ]
    return Sheet("Cues on our own text", ("cue", "rows", "precision", "recall"), rows)


def intents(own: JSON) -> Sheet:
    """The intents that are told apart worst, each with what it is taken for."""
    labels = sorted(own["intents"]["labels"].items(), key=lambda item: item[1]["f1"] or 0.0)
    rows = [
        (
            name,
            str(one["rows"]),
            figure(one["precision"]),
            figure(one["recall"]),
            figure(one["f1"]),
            ", ".join(f"{other} {count}" for other, count in one["taken_for"].items()) or "–",
        )
        for name, one in labels[:_WORST]
    ]
    columns = ("intent", "rows", "precision", "recall", "F1", "taken for")
    return Sheet("The intents told apart worst, held out", columns, rows)


def intents_line(own: JSON) -> str:
    """Say how often the right intent stands first, and among three."""
    found = own["intents"]
    return (
        f"{found['rows']} rows, {found['intents']} intents: right at first place {figure(found['top1'])}, "
        f"among three {figure(found['top3'])}, macro F1 {figure(found['macro_f1'])}."
    )


def cost(found: JSON) -> Sheet:
    """What reading costs, beside the stock pipeline."""
    rows = [
        ("one message, ours, median ms", f"{found['median_ms']:.1f}", "at most 20"),
        ("one message, ours, 95th percentile ms", f"{found['p95_ms']:.1f}", ""),
        ("one message, stock Rasa pipeline, median ms", f"{found['stock_median_ms']:.1f}", ""),
        ("ratio of the medians", f"{found['ratio']:.2f}", "at most 2"),
        ("training from nothing, s", f"{found['train_s']:.0f}", "at most 120"),
        ("memory of a process that holds the reader, MB", f"{found['rss_mb']:.0f}", ""),
        ("messages", str(found["messages"]), ""),
    ]
    return Sheet("Cost of a reading, one core", ("measure", "found", "wanted"), rows)
