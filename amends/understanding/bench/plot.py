"""Draws how well calibrated the frustration score is, as an SVG that is the same for the same figures."""

from __future__ import annotations

from pathlib import Path

from amends.understanding.bench.measures import JSON


def draw_calibration(own: JSON, to: Path) -> None:
    """Draw judged against predicted frustration, and how many rows stand behind each point."""
    import matplotlib  # type: ignore[import-untyped]

    matplotlib.use("Agg")
    from matplotlib import pyplot

    # Ids from a fixed salt, letters as shapes, no date: only a change of figures changes the file.
    with matplotlib.rc_context({"svg.hashsalt": "amends", "svg.fonttype": "path", "font.size": 9}):
        figure, (upper, lower) = pyplot.subplots(
            2, 1, figsize=(4.6, 5.0), sharex=True, gridspec_kw={"height_ratios": (4, 1)}, layout="constrained"
        )
        figure.patch.set_facecolor("white")
        bins = own["frustration"]["bins"]
        predicted = [one["predicted"] for one in bins]
        upper.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--", label="perfect")
        upper.plot(predicted, [one["judged"] for one in bins], "o-", color="#1b5e8c", label="held out")
        upper.set_ylabel("mean judged")
        upper.set_title(f"Frustration: calibration error {own['frustration']['calibration_error']:.3f}")
        upper.legend(frameon=False)
        lower.bar(predicted, [one["rows"] for one in bins], width=0.06, color="#1b5e8c")
        lower.set_ylabel("rows")
        lower.set_xlabel("mean predicted")
        to.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(to, format="svg", metadata={"Date": None, "Creator": None})
        pyplot.close(figure)
    text = to.read_text(encoding="utf-8")
    to.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", encoding="utf-8")
