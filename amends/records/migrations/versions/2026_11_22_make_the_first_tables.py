"""Make the first tables."""

# Write revisions so that the previous release still works on the new tables: add before you use,
# and remove only what the previous release no longer reads.

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2031a16a11ba"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("email", sa.String(length=320)),
        sa.Column("phone", sa.String(length=64)),
        sa.Column("tier", sa.String(length=32)),
        sa.Column("joined_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_index("ix_customers_email", "customers", ["email"])

    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("last_seen_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("role IN ('agent', 'trainer')", name=op.f("ck_users_role_is_known")),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64)),
        sa.Column("customer_id", sa.Integer()),
        sa.Column("holder", sa.String(length=16), nullable=False),
        sa.Column("agent_id", sa.Integer()),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.Column("turn_count", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("page", sa.Text()),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.CheckConstraint("holder IN ('assistant', 'agent')", name=op.f("ck_conversations_holder_is_known")),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name="fk_conversations_agent_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_conversations_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_customer_id", "conversations", ["customer_id"])
    op.create_index("ix_conversations_opened_at", "conversations", ["opened_at"])

    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])

    op.create_table(
        "receipts",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_receipts_conversation_id"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "message_id", "action", name="pk_receipts"),
    )
    op.create_table(
        "states",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("turn_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_states_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_states"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("message_ids", sa.JSON(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("model_id", sa.String(length=128)),
        sa.Column("elapsed_ms", sa.Double(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_turns_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("conversation_id", "number", name="uq_turns_conversation_id_number"),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("button_id", sa.String(length=255)),
        sa.Column("client_id", sa.String(length=64)),
        sa.Column("move", sa.String(length=32)),
        sa.Column("response", sa.String(length=128)),
        sa.Column("turn_id", sa.Integer()),
        sa.Column("agent_id", sa.Integer()),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reading", sa.JSON()),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint(
            "author IN ('customer', 'assistant', 'agent', 'system')", name=op.f("ck_messages_author_is_known")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'answered', 'read', 'dead')", name=op.f("ck_messages_state_is_known")
        ),
        sa.CheckConstraint(
            "type IN ('message', 'notice', 'holder', 'closed')", name=op.f("ck_messages_type_is_known")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name="fk_messages_agent_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id"
        ),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_messages_turn_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_messages_conversation_id_client_id"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_messages_conversation_id_seq"),
    )
    op.create_index("ix_messages_state", "messages", ["state", "conversation_id", "seq"])


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "messages",
        "turns",
        "states",
        "receipts",
        "sessions",
        "conversations",
        "users",
        "customers",
        "counters",
    ):
        op.drop_table(table)
