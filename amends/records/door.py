"""What a customer may do to their own conversation, and only with the token that opens it."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from amends.records.conversations import UnknownConversation, lock_conversation
from amends.records.customers import save_contact
from amends.records.log import Posted, Said, open_conversation, post
from amends.records.notices import Notice, tell
from amends.records.tables import Conversation
from amends.records.wakes import QUEUE, announce, conversation_topic


class WrongToken(PermissionError):
    """The token does not open this conversation."""


def admit(session: Session, conversation_id: str, token_hash: str) -> Conversation:
    """The conversation that a token opens; raises UnknownConversation or WrongToken."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownConversation(conversation_id)
    _check_token(conversation, token_hash)
    return conversation


def open_for_customer(
    session: Session,
    conversation_id: str,
    token_hash: str,
    notice: Notice,
    *,
    origin: str,
    page: str | None,
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    """Begin a conversation whose first entry is the notice that says who answers here."""
    conversation = open_conversation(
        session, conversation_id, token_hash=token_hash, origin=origin, page=page, at=at
    )
    tell(session, conversation, notice, new_id=new_id, at=at)


def post_from_customer(
    session: Session, conversation_id: str, token_hash: str, said: Said, *, most_waiting: int, at: datetime
) -> Posted:
    """Add a message; raises what `admit` and `amends.records.log.post` raise."""
    conversation = lock_conversation(session, conversation_id)
    _check_token(conversation, token_hash)
    return post(session, conversation, said, most_waiting=most_waiting, at=at)


def contact_from_customer(
    session: Session,
    conversation_id: str,
    token_hash: str,
    *,
    name: str | None,
    email: str | None,
    phone: str | None,
    at: datetime,
) -> None:
    """Keep how to reach the customer; raises what `admit` raises."""
    admit(session, conversation_id, token_hash)
    save_contact(session, conversation_id, at=at, name=name, email=email, phone=phone)
    announce(session, conversation_topic(conversation_id))
    announce(session, QUEUE)


def _check_token(conversation: Conversation, token_hash: str) -> None:
    expected = conversation.token_hash
    if expected is None or not hmac.compare_digest(expected, token_hash):
        raise WrongToken(conversation.id)
