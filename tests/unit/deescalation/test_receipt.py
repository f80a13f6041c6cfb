"""Receipts from their JSON form."""

from __future__ import annotations

from amends.deescalation.receipt import Receipt


def test_no_receipt_is_a_failure() -> None:
    for nothing in (None, {}):
        assert not Receipt.from_dict(nothing).ok


def test_a_receipt_keeps_what_the_action_gave() -> None:
    data = {
        "ok": True,
        "action": "action_log_complaint",
        "case_reference": "C-1",
        "promise": {"what": "call"},
    }
    receipt = Receipt.from_dict(data)
    assert receipt.ok and receipt.text("case_reference") == "C-1" and receipt.promise() == {"what": "call"}
    assert receipt.text("missing") is None and Receipt.from_dict(receipt.to_dict()) == receipt
