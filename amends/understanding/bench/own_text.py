"""Figures on the project's own rows, each read by a reader that was fitted without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from amends.understanding.bench import measures
from amends.understanding.bench.held_out import HeldOut
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.own_rows import slices_of
from amends.understanding.reading import SIGNALS, band_of

_LEAST_ROWS = 20
_MOST_NEIGHBOURS = 2


def own_text(found: Sequence[HeldOut]) -> JSON:
    """Return everything that is measured on our own text: frustration, signals, cues and intents."""
    judged = [one for one in found if one.row.score is not None]
    return {
        "rows": len(found),
        "frustration": {**frustration(judged), "bins": _bins(judged), "slices": slices(judged)},
        "signals": {name: signal(found, name) for name in SIGNALS},
        "cues": cues(found),
        "intents": intents([one for one in found if one.row.intent]),
    }


def frustration(rows: Sequence[HeldOut]) -> JSON:
    """Return calibration error, mean error, lean (positive: read as angrier than judged) and band accuracy.

    A band counts as right when it is the band of the judged number, and as near when it is next to it.
    """
    predicted, true = _scores(rows)
    order = ("calm", "irritated", "frustrated", "hostile")
    steps = [
        abs(order.index(band_of(a)) - order.index(band_of(b))) for a, b in zip(predicted, true, strict=True)
    ]
    return {
        "rows": len(rows),
        "calibration_error": round(measures.calibration_error(predicted, true), 4),
        "mean_error": round(measures.mean(abs(a - b) for a, b in zip(predicted, true, strict=True)), 4),
        "lean": round(measures.mean(a - b for a, b in zip(predicted, true, strict=True)), 4),
        "band_accuracy": round(measures.mean(step == 0 for step in steps), 4),
        "band_near": round(measures.mean(step <= 1 for step in steps), 4),
    }


def slices(rows: Sequence[HeldOut]) -> dict[str, dict[str, JSON]]:
    """Return the figures of frustration by register, length, business, band and cue, where rows suffice."""
    found: dict[str, dict[str, JSON]] = {}
    for kind in ("band", "register", "length", "business", "cue"):
        sizes = Counter(value for one in rows for value in slices_of(one.row, kind))
        found[kind] = {
            value: frustration([one for one in rows if value in slices_of(one.row, kind)])
            for value, size in sizes.most_common()
            if size >= _LEAST_ROWS
        }
    return found


def signal(rows: Sequence[HeldOut], name: str) -> JSON:
    """Return ranking, calibration error, and precision and recall at one half, of one signal."""
    known = [one for one in rows if name in one.row.signals]
    predicted = [one.reading.signals[name] for one in known]
    true = [one.row.signals[name] for one in known]
    marked, found = [value >= 0.5 for value in true], [value >= 0.5 for value in predicted]
    both = sum(a and b for a, b in zip(marked, found, strict=True))
    return {
        "rows": len(known),
        "positives": sum(marked),
        **measures.ranking(marked, predicted),
        "calibration_error": round(measures.calibration_error(predicted, true), 4),
        **measures.precision_recall(sum(found), sum(marked), both),
    }


def cues(rows: Sequence[HeldOut]) -> dict[str, JSON]:
    """Return how well each cue is found, on rows whose judge looked for cues."""
    judged = [one for one in rows if one.row.cues is not None]
    found = [{cue.cue for cue in one.reading.frustration.cues} - {"wording"} for one in judged]
    wanted = [one.row.cues or () for one in judged]
    return {
        name: {
            "rows": sum(name in each for each in wanted),
            **measures.precision_recall(
                sum(name in each for each in found),
                sum(name in each for each in wanted),
                sum(name in a and name in b for a, b in zip(found, wanted, strict=True)),
            ),
        }
        for name in sorted({name for each in (*found, *wanted) for name in each})
    }


def intents(rows: Sequence[HeldOut]) -> JSON:
    """Return how often the intent stands first or among three, and each one with its worst neighbours."""
    truth = [one.row.intent or "" for one in rows]
    orders = [[name for name, _ in one.reading.ranking[:3]] for one in rows]
    named = [order[0] for order in orders]
    labels = measures.label_scores(truth, named)
    for label, scores in labels.items():
        wrong = Counter(b for a, b in zip(truth, named, strict=True) if a == label != b)
        scores["taken_for"] = dict(wrong.most_common(_MOST_NEIGHBOURS))
    return {
        "rows": len(rows),
        "intents": len(labels),
        "top1": round(measures.mean(a == b for a, b in zip(truth, named, strict=True)), 4),
        "top3": round(measures.mean(a in order for a, order in zip(truth, orders, strict=True)), 4),
        "macro_f1": round(measures.mean(one["f1"] or 0.0 for one in labels.values()), 4),
        "labels": labels,
    }


def _scores(rows: Sequence[HeldOut]) -> tuple[list[float], list[float]]:
    return [one.reading.frustration.score for one in rows], [one.row.score or 0.0 for one in rows]


def _bins(rows: Sequence[HeldOut]) -> list[JSON]:
    return [
        {"rows": one.count, "predicted": round(one.predicted, 4), "judged": round(one.true, 4)}
        for one in measures.bins(*_scores(rows))
    ]
