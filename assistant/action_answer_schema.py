"""The one allowed patch of Rasa: the schema of an action's answer is checked once, not on every call."""

from __future__ import annotations

import inspect
from typing import Any

from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

# Rasa's method calls jsonschema.validate, which proves the schema itself valid before it looks at the answer:
# about 20 ms of every turn that calls an action, and always with the same outcome.
EXPECTED_CALL = "validate(result, self.action_response_format_spec())"


class PatchDoesNotApply(RuntimeError):
    """Rasa's code is not the code this patch was written for."""


def keep_checked_schema() -> None:
    """Give RemoteAction a validation with the schema compiled once; a second call changes nothing.

    Raises PatchDoesNotApply when Rasa's own method no longer reads as expected.
    """
    if getattr(RemoteAction._validate_action_result, "keeps_checked_schema", False):
        return
    if EXPECTED_CALL not in inspect.getsource(RemoteAction._validate_action_result):
        raise PatchDoesNotApply("rasa's RemoteAction._validate_action_result has changed")
    schema = RemoteAction.action_response_format_spec()
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = next(validator.iter_errors(result), None)
        if error is not None:
            # The answer itself may hold personal data, so the message names the place only.
            raise ValidationError(f"answer of {self.name()} does not fit at {list(error.absolute_path)}")
        return True

    validate_action_result.keeps_checked_schema = True  # type: ignore[attr-defined]
    RemoteAction._validate_action_result = validate_action_result
