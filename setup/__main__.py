"""Takes the steps from a clone to a house that can start; a second time, each says that nothing is to do."""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from setup import environments, frontend, records, training  # noqa: E402  (the path comes first)
from setup.say import Trouble, say  # noqa: E402
from setup.stamps import Stamps  # noqa: E402

STEPS = ("environments", "frontend", "records", "training")


def main() -> int:
    """Run the named steps in order and return the exit code: 0 ready, 1 with a reason on stderr."""
    parser = argparse.ArgumentParser(prog="python setup", description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help="of " + ", ".join(STEPS) + " (default: all)")
    chosen = parser.parse_args().steps or list(STEPS)
    if unknown := [step for step in chosen if step not in STEPS]:
        parser.error("no such step: " + ", ".join(unknown))
    stamps = Stamps(ROOT)
    began = time.monotonic()
    try:
        for step in (step for step in STEPS if step in chosen):
            {
                "environments": environments.prepare,
                "frontend": frontend.build,
                "records": records.prepare,
                "training": training.train,
            }[step](ROOT, stamps)
    except Trouble as trouble:
        print("set-up: " + str(trouble), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("set-up: stopped; run the same command again to go on", file=sys.stderr)
        return 130
    say("set-up", "ready", time.monotonic() - began)
    return 0


if __name__ == "__main__":
    sys.exit(main())
