"""Customers: the people who chat, and how to reach them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.records.conversations import lock_conversation
from amends.records.tables import Conversation, Customer


def save_contact(
    session: Session,
    conversation_id: str,
    *,
    at: datetime,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> Customer:
    """Keep what a customer told us about themselves; what is not given stays as it was.

    Two conversations that name one address stay two customers: an address alone proves nothing.
    """
    conversation = lock_conversation(session, conversation_id)
    customer = session.get(Customer, conversation.customer_id) if conversation.customer_id else None
    if customer is None:
        customer = Customer(created_at=at)
        session.add(customer)
        session.flush()
        conversation.customer_id = customer.id
    customer.name = name or customer.name
    customer.email = email.lower() if email else customer.email
    customer.phone = phone or customer.phone
    session.flush()
    return customer


def customer_of(session: Session, conversation_id: str) -> Customer | None:
    """The customer of a conversation, or None while we know nothing about them."""
    statement = select(Customer).join(Conversation, Conversation.customer_id == Customer.id)
    return session.scalar(statement.where(Conversation.id == conversation_id))
