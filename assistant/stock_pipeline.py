"""Reads messages with the pipeline of any trained Rasa bot and tells the time each took: a yardstick.

`python -m assistant.stock_pipeline BOT` takes one JSON string a line and answers each with {"ms": …}. Only
this room may import Rasa, so the bench of `amends.understanding` starts this as a child.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from pathlib import Path


async def _answer_all(bot: Path) -> None:
    from rasa.core.agent import Agent as RasaAgent
    from rasa.utils.log_utils import configure_structlog

    # As `rasa run` has it: without this every message would be written to a log, and be slower for it.
    configure_structlog(logging.INFO)
    newest = max((bot / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    agent = RasaAgent.load(str(newest))
    for line in sys.stdin:
        start = time.perf_counter()
        await agent.parse_message(json.loads(line))
        print(json.dumps({"ms": 1000 * (time.perf_counter() - start)}), flush=True)


if __name__ == "__main__":
    asyncio.run(_answer_all(Path(sys.argv[1])))
