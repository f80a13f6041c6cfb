"""Makes both locks anew: hashes for every file, no address of any package host."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from setup.environments import find_uv  # noqa: E402  (the path comes first)
from setup.say import Trouble, run, say  # noqa: E402

HOST_FREE = ["--quiet", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
LOCKS = {
    "requirements/desk.txt": ["--universal", "--python-version", "3.12", "requirements/desk.in"],
    "requirements/assistant.txt": [
        "--python", ".venv-assistant/bin/python",
        "--override", "requirements/assistant-overrides.in",
        "requirements/assistant.in",
    ],
}  # fmt: skip


def main() -> int:
    """Resolve both sets of requirements; for newer versions remove the old lock first."""
    try:
        uv = find_uv(ROOT)
        for lock, source in LOCKS.items():
            command = [uv, "pip", "compile", *HOST_FREE, *source, "-o", lock]
            run(command, lock + " could not be resolved", ROOT)
            say(lock, "locked")
    except Trouble as trouble:
        print("lock: " + str(trouble), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
