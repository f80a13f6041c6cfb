"""Make the tables of cases."""

# Write revisions so that the previous release still works on the new tables: add before you use,
# and remove only what the previous release no longer reads.

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c5d02e4b9f1"
down_revision: str | None = "2031a16a11ba"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "cases",
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.Integer()),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("confirmed_paraphrase", sa.Text()),
        sa.Column("impact", sa.Text()),
        sa.Column("order_number", sa.String(length=64)),
        sa.Column("remedy_sought", sa.Text()),
        sa.Column("remedy_offered", sa.Text()),
        sa.Column("disposition", sa.String(length=32)),
        sa.Column("frustration_at_open", sa.Double()),
        sa.Column("frustration_peak", sa.Double()),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("acknowledged_at", TIME),
        sa.Column("closed_at", TIME),
        sa.CheckConstraint(
            "category IN ("
            "'delivery', 'damaged_or_wrong', 'defect', 'billing', 'refund', 'account', "
            "'outage', 'conduct', 'ignored', 'privacy', 'other')",
            name=op.f("ck_cases_category_is_known"),
        ),
        sa.CheckConstraint(
            "disposition IN ("
            "'resolved_by_assistant', 'resolved_by_agent', 'callback_promised', 'abandoned', "
            "'ended_for_conduct')",
            name=op.f("ck_cases_disposition_is_known"),
        ),
        sa.CheckConstraint(
            "priority IN ('low', 'normal', 'high', 'urgent')", name=op.f("ck_cases_priority_is_known")
        ),
        sa.CheckConstraint(
            "severity IN ('low', 'medium', 'high', 'critical')", name=op.f("ck_cases_severity_is_known")
        ),
        sa.CheckConstraint(
            "stage IN ('received', 'acknowledged', 'assessed', 'in_progress', 'resolved', 'closed')",
            name=op.f("ck_cases_stage_is_known"),
        ),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_cases_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_cases_customer_id"),
        sa.PrimaryKeyConstraint("reference", name="pk_cases"),
    )
    op.create_index("ix_cases_conversation_id", "cases", ["conversation_id"])
    op.create_index("ix_cases_customer_id", "cases", ["customer_id"])
    op.create_index("ix_cases_opened_at", "cases", ["opened_at"])

    op.create_table(
        "case_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_reference", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_reference"], ["cases.reference"], name="fk_case_entries_case_reference"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_entries"),
    )
    op.create_index("ix_case_entries_case_reference", "case_entries", ["case_reference"])

    op.create_table(
        "handoffs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("case_reference", sa.String(length=32)),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("accepted_at", TIME),
        sa.Column("first_reply_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("agent_id", sa.Integer()),
        sa.CheckConstraint(
            "reason IN ("
            "'customer_asked', 'frustration_peak', 'clarification_exhausted', 'severity_high', "
            "'legal_threat', 'vulnerable_customer', 'abuse', 'danger', 'budget_exhausted', "
            "'assistant_failed')",
            name=op.f("ck_handoffs_reason_is_known"),
        ),
        sa.CheckConstraint(
            "status IN ("
            "'requested', 'offered', 'accepted', 'active', 'returned', 'completed', 'failed', "
            "'expired')",
            name=op.f("ck_handoffs_status_is_known"),
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name="fk_handoffs_agent_id"),
        sa.ForeignKeyConstraint(["case_reference"], ["cases.reference"], name="fk_handoffs_case_reference"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_handoffs_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
    )
    op.create_index("ix_handoffs_conversation_id", "handoffs", ["conversation_id"])
    op.create_index("ix_handoffs_queue", "handoffs", ["status", "requested_at"])
    op.create_index(
        "uq_handoffs_open",
        "handoffs",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_reference", sa.String(length=32)),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.String(length=64)),
        sa.Column("made_at", TIME, nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'kept', 'broken', 'released')", name=op.f("ck_promises_status_is_known")
        ),
        sa.ForeignKeyConstraint(["case_reference"], ["cases.reference"], name="fk_promises_case_reference"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_promises_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index("ix_promises_case_reference", "promises", ["case_reference"])
    op.create_index("ix_promises_conversation_id", "promises", ["conversation_id"])
    op.create_index("ix_promises_due", "promises", ["status", "due_at"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("promises", "handoffs", "case_entries", "cases"):
        op.drop_table(table)
