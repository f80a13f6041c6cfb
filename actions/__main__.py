"""Starts the action server: `python -m actions [--port N] [--without-secret]`."""

from __future__ import annotations

import argparse
import logging

from rasa_sdk.executor import ActionExecutor

from actions.log_complaint import LogComplaint
from actions.look_up_order import LookUpOrder
from actions.record_remedy import RecordRemedy
from actions.request_handoff import RequestHandoff
from actions.server import create_app
from amends.records.migrate import upgrade
from amends.settings import Settings


def main() -> None:
    """Serve the actions on loopback until stopped."""
    settings = Settings.load()
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, default=settings.actions_port, help="default: %(default)s")
    parser.add_argument(
        "--without-secret", action="store_true", help="answer anybody on this machine (for `rasa shell`)"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    upgrade(settings.database_url)
    executor = ActionExecutor()
    for action in (LogComplaint(), LookUpOrder(), RequestHandoff(), RecordRemedy()):
        executor.register_action(action)
    secret = None if options.without_secret else settings.secret
    app = create_app(executor, secret)
    print(f"actions listen on http://127.0.0.1:{options.port}", flush=True)
    app.run(host="127.0.0.1", port=options.port, single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    main()
