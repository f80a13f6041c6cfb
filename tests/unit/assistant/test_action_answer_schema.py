from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from assistant.action_answer_schema import EXPECTED_CALL, PatchDoesNotApply, keep_checked_schema


@pytest.fixture(autouse=True)
def rasas_own_method() -> Iterator[Any]:
    own = RemoteAction._validate_action_result
    yield own
    RemoteAction._validate_action_result = own


def test_rasa_still_checks_the_schema_anew_as_the_patch_expects(rasas_own_method: Any) -> None:
    assert EXPECTED_CALL in inspect.getsource(rasas_own_method)


def test_a_changed_rasa_is_noticed() -> None:
    def other(self: RemoteAction, result: dict[str, Any]) -> bool:
        return True

    RemoteAction._validate_action_result = other
    with pytest.raises(PatchDoesNotApply):
        keep_checked_schema()


@pytest.mark.parametrize(
    ("answer", "fits"),
    [
        ({"events": [], "responses": []}, True),
        ({"events": [{"event": "slot", "timestamp": None, "name": "receipt", "value": {"ok": True}}]}, True),
        ({"events": "none"}, False),
        ({"events": [{"event": "no such event"}]}, False),
        ({"responses": ["text"]}, False),
        ([], False),
        (None, False),
    ],
)
def test_the_kept_schema_says_the_same_as_rasas_own_check(answer: Any, fits: bool) -> None:
    action = RemoteAction("action_x", None)

    def verdict() -> bool:
        try:
            return action._validate_action_result(answer)
        except jsonschema.ValidationError:
            return False

    own = verdict()
    keep_checked_schema()
    keep_checked_schema()
    assert (own, verdict()) == (fits, fits)


def test_the_schema_itself_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_checked_schema()
    validator = jsonschema.validators.validator_for(RemoteAction.action_response_format_spec())
    monkeypatch.setattr(validator, "check_schema", classmethod(lambda cls, *a, **k: pytest.fail("checked")))
    assert RemoteAction("action_x", None)._validate_action_result({"events": []})


def test_a_refused_answer_is_not_quoted() -> None:
    keep_checked_schema()
    with pytest.raises(jsonschema.ValidationError) as refused:
        RemoteAction("action_x", None)._validate_action_result({"events": "ada@example.org"})
    assert "ada" not in str(refused.value)
