"""Trains the assistant when what it learns from, or the code that learns, differs from the last time."""

import time
from pathlib import Path

from setup.say import Trouble, ask, run, say
from setup.stamps import Stamps

FINGERPRINT = (
    "from pathlib import Path; from amends.understanding.fingerprint import training_fingerprint; "
    "print(training_fingerprint(Path('.')))"
)
MODELS_KEPT = 3


def train(root: Path, stamps: Stamps) -> None:
    """Train with Rasa's own progress visible, unless the fingerprint is that of the newest model."""
    fingerprint = ask([root / ".venv" / "bin" / "python", "-c", FINGERPRINT], cwd=root)
    if not fingerprint:
        raise Trouble("the fingerprint of the training data could not be taken; is .venv complete?")
    models = root / "models"
    stamp = models / ".amends-stamp"
    if stamps.same(stamp, fingerprint) and any(models.glob("*.tar.gz")):
        say("training", "the model fits its data, nothing to train")
        return
    began = time.monotonic()
    say("training", "training the assistant; this takes a few minutes the first time")
    python = root / ".venv-assistant" / "bin" / "python"
    name = "amends-" + fingerprint[:12]
    # Rasa's validation warns of every intent that no rule uses. The playbook uses them; the tests validate.
    quietly = ["--skip-validation", "--fixed-model-name", name, "--out", "models/unfinished"]
    command = [python, "-m", "rasa", "train", *quietly]
    run(command, "training failed; look above for the reason", root)
    finished = models / "unfinished" / (name + ".tar.gz")
    if not finished.exists():
        raise Trouble("training ended without a model; look above for the reason")
    # Rasa serves the newest file in models/, so a house that runs must never find half of one there.
    finished.replace(models / finished.name)
    stamps.put(stamp, fingerprint)
    forget_old_models(models)
    say("training", f"trained models/{name}.tar.gz", time.monotonic() - began)


def forget_old_models(models: Path) -> None:
    """Keep the newest few models that the set-up trained; models under other names are left alone."""
    ours = sorted(models.glob("amends-*.tar.gz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for model in ours[MODELS_KEPT:]:
        model.unlink()
