"""Looks an order up in the shop, and passes on only what the conversation needs to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._call import ActionFailed, Call, Events, answer
from actions._desk import Desk, the_desk

# Anybody can type an order number, so who placed the order stays in the shop.
KEPT = (
    "number", "item", "ordered_on", "status", "promised_for", "delivered_on", "carrier", "tracking",
    "total", "currency",
)  # fmt: skip


class LookUpOrder(Action):
    """`action_look_up_order`: the receipt holds the order, or says that there is none."""

    def __init__(self, desk: Callable[[], Desk] = the_desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name in the domain."""
        return "action_look_up_order"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Ask the shop."""
        return await answer(self.name(), tracker, self.desk, look_up)


def look_up(desk: Desk, call: Call) -> dict[str, Any]:
    """Ask the shop for the order; it changes nothing, so it needs no receipt on record."""
    number = str(call.arguments.get("order_number") or "").strip().upper()
    if not number:
        raise ActionFailed("there is no order number to look up")
    recorded = call.rehearsal.recorded(call.action) if call.rehearsal else None
    if recorded is not None and recorded.get("source") in (None, f"shop order {number}"):
        return recorded
    url = f"{desk.shop_url.rstrip('/')}/api/orders/{quote(number, safe='')}"
    try:
        reply = desk.shop.get(url, timeout=desk.shop_timeout_s, allow_redirects=False)
        found = reply.json() if reply.status_code == 200 else None
    except requests.RequestException as error:
        raise ActionFailed("the order system did not answer") from error
    if reply.status_code != 404 and not isinstance(found, dict):
        raise ActionFailed("the order system answered with an error")
    order = {key: found.get(key) for key in KEPT} if found else None
    source = f"shop order {number}"
    return {"ok": True, "action": call.action, "found": found is not None, "order": order, "source": source}
