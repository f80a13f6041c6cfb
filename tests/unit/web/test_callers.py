import threading
import time

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request

from amends.web.callers import caller


def a_request(host: str | None) -> Request:
    return Request({"type": "http", "headers": [], "client": None if host is None else (host, 1)})


@pytest.mark.parametrize(
    "host", [None, "127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "testclient", ""]
)
def test_this_machine_is_nobody(host: str | None) -> None:
    assert caller(a_request(host)) is None


@pytest.mark.parametrize(
    ("host", "mark"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "20010db800010002::/64"),
        ("2001:db8:1:2:bbbb::2%eth0", "20010db800010002::/64"),
        ("10.0.0.7", "10.0.0.7"),
    ],
)
def test_an_address_is_counted_and_a_network_of_64_bits_as_one(host: str, mark: str) -> None:
    assert caller(a_request(host)) == mark


def asked(trusted: list[str], forwarded: str) -> str | None:
    """What the server, set up as in amends/web/__main__.py, takes for the caller."""
    app = FastAPI()

    @app.get("/who")
    def who(request: Request) -> dict[str, str | None]:
        return {"caller": caller(request)}

    config = uvicorn.Config(
        app, port=0, log_level="error", proxy_headers=bool(trusted), forwarded_allow_ips=trusted
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    answer = httpx.get(f"http://127.0.0.1:{port}/who", headers={"X-Forwarded-For": forwarded})
    server.should_exit = True
    thread.join(5)
    found: str | None = answer.json()["caller"]
    return found


def test_the_header_of_a_proxy_counts_only_when_the_proxy_is_named() -> None:
    assert asked([], "203.0.113.9") is None
    assert asked(["127.0.0.0/8"], "203.0.113.9") == "203.0.113.9"
    # What stands before the last address was written by the caller.
    assert asked(["127.0.0.1"], "198.51.100.1, 203.0.113.9") == "203.0.113.9"
