"""What may go wrong between the desk and those who speak to it, gathered for the web rooms."""

from amends.casework.handoff import UnknownWrapUp
from amends.records.conversations import UnknownConversation
from amends.records.door import WrongToken
from amends.records.handoffs import UnknownHandoff
from amends.records.holding import HandoffTaken, NotTheHolder
from amends.records.log import ButtonNotOffered, ClientIdReused, TooManyWaiting
from amends.records.notes import NoteIdReused

__all__ = [
    "ButtonNotOffered",
    "ClientIdReused",
    "HandoffTaken",
    "NotTheHolder",
    "NoteIdReused",
    "TooManyWaiting",
    "UnknownConversation",
    "UnknownHandoff",
    "UnknownWrapUp",
    "WrongToken",
]
