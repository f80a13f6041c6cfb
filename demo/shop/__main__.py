"""Starts the shop: `python -m demo.shop --port 8010 --desk-url http://127.0.0.1:8000`."""

import argparse
from datetime import UTC, datetime

import uvicorn

from demo.shop.app import create_shop


def main() -> None:
    """Serves the shop on this machine until it is told to stop."""
    parser = argparse.ArgumentParser("python -m demo.shop", description="A demo shop that embeds the widget.")
    parser.add_argument("--port", type=int, default=8010, help="port on 127.0.0.1 (default 8010)")
    parser.add_argument("--desk-url", default="http://127.0.0.1:8000", help="where browsers find the desk")
    given = parser.parse_args()
    shop = create_shop(given.desk_url, datetime.now(UTC).date())
    uvicorn.run(shop, host="127.0.0.1", port=given.port, log_level="warning")


if __name__ == "__main__":
    main()
