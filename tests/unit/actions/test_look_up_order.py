import dataclasses
import socket
import time
from typing import Any

import pytest

from actions._desk import Desk
from actions.look_up_order import LookUpOrder
from tests.unit.actions.conftest import Shop

ORDER = {
    "number": "A-1001",
    "item": "Desk lamp",
    "customer_name": "Amara Holt",
    "email": "amara.holt@example.org",
    "ordered_on": "2026-11-10",
    "status": "delayed",
    "promised_for": "2026-11-15",
    "delivered_on": None,
    "carrier": "Northline",
    "tracking": "NO123",
    "total": 39.8,
    "currency": "EUR",
}


def test_a_known_order_is_told_without_who_placed_it(run: Any, shop: Shop) -> None:
    shop.sells(ORDER)
    receipt = run(LookUpOrder, {"order_number": "A-1001"})
    assert receipt == {
        "ok": True,
        "action": "action_look_up_order",
        "found": True,
        "order": {key: value for key, value in ORDER.items() if key not in ("customer_name", "email")},
        "source": "shop order A-1001",
    }


def test_an_order_is_found_however_its_number_is_written(run: Any, shop: Shop) -> None:
    shop.sells(ORDER)
    assert run(LookUpOrder, {"order_number": " a-1001 "})["found"]


def test_a_connection_is_kept_for_the_next_order_and_nothing_else(run: Any, shop: Shop) -> None:
    shop.sells(ORDER)
    for _ in range(3):
        assert run(LookUpOrder, {"order_number": "A-1001"})["found"]
    assert (len(shop.connections), shop.cookies) == (1, [None, None, None])


def test_a_shop_that_has_hung_up_is_called_again(run: Any, shop: Shop) -> None:
    shop.sells(ORDER)
    shop.hangs_up = True
    for _ in range(3):
        assert run(LookUpOrder, {"order_number": "A-1001"})["found"]
        time.sleep(0.01)
    assert len(shop.connections) == 3


def test_an_unknown_order_is_an_answer_too(run: Any) -> None:
    receipt = run(LookUpOrder, {"order_number": "A-9999"})
    assert (receipt["ok"], receipt["found"], receipt["order"]) == (True, False, None)


def test_a_number_cannot_lead_elsewhere_in_the_shop(run: Any, shop: Shop) -> None:
    run(LookUpOrder, {"order_number": "../../admin?x=1#"})
    assert shop.asked == ["/api/orders/..%2F..%2FADMIN%3FX%3D1%23"]


@pytest.mark.parametrize("arguments", [{}, {"order_number": None}, {"order_number": "  "}])
def test_without_a_number_the_shop_is_not_asked(run: Any, shop: Shop, arguments: Any) -> None:
    receipt = run(LookUpOrder, arguments)
    assert (receipt["ok"], receipt["error"]) == (False, "there is no order number to look up")
    assert shop.asked == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"oops"),
        (302, b"/api/orders/A-1002"),
        (200, b"<html>"),
        (200, b"[1]"),
        (200, b"null"),
        (403, b"{}"),
    ],
)
def test_a_shop_that_errs_is_not_taken_for_one_without_the_order(
    run: Any, shop: Shop, status: int, body: bytes
) -> None:
    shop.sells({**ORDER, "number": "A-1002"})
    shop.answers["/api/orders/A-1001"] = (status, body)
    receipt = run(LookUpOrder, {"order_number": "A-1001"})
    assert receipt["ok"] is False
    assert receipt["error"].startswith("the order system")
    assert "found" not in receipt


def test_a_shop_that_is_down_fails_at_once(run: Any, desk: Desk) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = dataclasses.replace(desk, shop_url=f"http://127.0.0.1:{free.getsockname()[1]}")
        receipt = run(LookUpOrder, {"order_number": "A-1001"}, desk=nowhere)
    assert (receipt["ok"], receipt["error"]) == (False, "the order system did not answer")


def test_a_shop_that_hangs_is_given_up_on(run: Any, desk: Desk) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        hanging = dataclasses.replace(desk, shop_url=f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        receipt = run(LookUpOrder, {"order_number": "A-1001"}, desk=hanging)
    assert (receipt["ok"], receipt["error"]) == (False, "the order system did not answer")
    assert time.monotonic() - started < 3
