"""The form with the playbook's values, and two runs of a turn side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from amends.coaching.comparison import Turn
from amends.coaching.verdict import cause, deviation
from amends.rulebook.playbook_settings import Setting, settings_of
from amends.web.replay.rehearsing import Played, played

FIELD = "value."
PARTS = {"": "How it decides", "relief": "What takes frustration off", "weights": "What adds frustration"}


@dataclass(frozen=True)
class Value:
    """One field: the playbook's own value, and what was typed instead."""

    setting: Setting
    typed: str

    @property
    def field(self) -> str:
        """The field's name in the form."""
        return FIELD + self.setting.name

    @property
    def label(self) -> str:
        """The setting in words."""
        words = self.setting.name.rpartition(".")[2].replace("_", " ")
        return f"{words.removesuffix(' s')} (seconds)" if words.endswith(" s") else words

    @property
    def changed(self) -> bool:
        """Whether it is another value than the playbook's."""
        return self.typed != self.setting.value


@dataclass(frozen=True)
class Group:
    """The values of one part of the file."""

    title: str
    values: list[Value]

    @property
    def changed(self) -> bool:
        """Whether anything in it is changed."""
        return any(value.changed for value in self.values)


@dataclass(frozen=True)
class Sides:
    """A turn as it was and as it was played again."""

    number: int
    said: list[str]
    was: Played
    now: Played
    parts: tuple[str, ...]
    deviation: str


def values_form(text: str, typed: Mapping[str, str]) -> list[Group]:
    """Every value of the playbook file, in groups."""
    values = [Value(one, typed.get(one.name, one.value).strip()) for one in settings_of(text)]
    groups = groupby(values, key=lambda value: value.setting.part)
    return [Group(PARTS.get(part, part), list(members)) for part, members in groups]


def sides(turn: Turn) -> Sides:
    """Both runs of a turn, with what differs in words."""
    messages = (turn.recorded.get("request") or {}).get("messages") or ()
    said = [str(message.get("text") or "") for message in messages]
    text = "\n".join(said)
    words = f"{deviation(turn)}{cause(turn)}" if turn.done_otherwise else ""
    return Sides(
        number=turn.number,
        said=said,
        was=played(dict(turn.recorded), text),
        now=played(dict(turn.played), text),
        parts=turn.parts,
        deviation=f"{words[:1].upper()}{words[1:]}" if words else "",
    )
