"""The tables of what was measured on public sets: readings, their slices, and intents."""

from __future__ import annotations

from amends.understanding.bench.intent_sets import SETS
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.sheet import Sheet, figure, pair


def tasks(public: JSON) -> Sheet:
    """The five tasks beside the yardsticks; bold where the aim is reached."""
    rows = [
        (
            one["task"],
            pair(one["vader"]),
            pair(one["keywords"]),
            f"**{pair(one)}**" if _reached(one["auroc"], one["aim"]) else pair(one),
            pair(one["in_domain"]),
            figure(one["floor"], 2),
            figure(one["aim"], 2),
            str(one["rows"]),
        )
        for one in public["tasks"]
    ]
    columns = ("AUROC / AP", "VADER", "keywords", "Amends", "in-domain", "floor", "aim", "rows")
    return Sheet("Public sets, none of them trained on", columns, rows)


def slices(public: JSON) -> Sheet:
    """The same tasks, by part of their sets."""
    rows = [
        (one["task"], part["slice"], str(part["positives"]), pair(part))
        for one in [*public["tasks"], *public["further"]]
        for part in one["slices"]
        if part["positives"] >= 10
    ]
    return Sheet("By slice", ("task", "slice", "positives", "AUROC / AP"), rows)


def further(public: JSON) -> Sheet:
    """What has no yardstick: foreign scopes, breakdowns, short answers."""
    rows = [
        (one["task"], f"AUROC / AP {pair(one)}", str(one["positives"]), str(one["rows"]))
        for one in public["further"]
    ]
    if acts := public.get("acts"):
        figures = f"accuracy {figure(acts['accuracy'])}, macro F1 {figure(acts['macro_f1'])}"
        rows.append(("MultiDoGO: which of six acts", figures, "–", str(acts["rows"])))
    return Sheet("Further measures", ("measure", "figures", "positives", "rows"), rows)


def intent_sets(intents: JSON) -> Sheet:
    """The intent head on public sets, fitted to each set's own training rows."""
    rows = []
    for name, found in intents.items():
        want = SETS[name]
        ours = figure(found["in_scope_accuracy"])
        rows.append(
            (
                name,
                want.rasa,
                want.plain,
                f"**{ours}**" if _reached(found["in_scope_accuracy"], want.aim) else ours,
                f"{figure(want.floor)} / {figure(want.aim, 4)}",
                figure(found["macro_f1"]),
                figure(found["oos_auroc"]),
                f"{figure(want.oos_floor)} / {figure(want.oos_aim)}",
                f"{found['train_s']:.0f}",
                f"{found['ms_per_message']:.1f}",
            )
        )
    columns = (
        *("set", "Rasa's default", "encoder + LR", "Amends, in scope", "floor / aim", "macro F1"),
        *("oos AUROC", "floor / aim", "train s", "ms each"),
    )
    return Sheet("Intents on public sets", columns, rows)


def _reached(value: float | None, aim: float | None) -> bool:
    return value is not None and aim is not None and value >= aim
