"""Make room for agents and trainers: offers, wrap-ups, notes, corrections, desks, marks of turns."""

# Write revisions so that the previous release still works on the new tables: add before you use,
# and remove only what the previous release no longer reads.

import json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c41f7a90be26"
down_revision: str | None = "7c5d02e4b9f1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TIME = sa.DateTime(timezone=True)
AT_ONCE = 200


def upgrade() -> None:
    """Apply the change."""
    op.add_column("users", sa.Column("most_at_once", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("handoffs", sa.Column("due_at", TIME))
    op.add_column("messages", sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_handoffs_due_at", "handoffs", ["due_at"])
    _agents()
    _trainers()
    _desks()
    _doors()
    for column in (
        sa.Column("intent", sa.String(length=64)),
        sa.Column("band", sa.String(length=16)),
        sa.Column("score", sa.Double()),
        sa.Column("moves", sa.Text()),
    ):
        op.add_column("turns", column)
    op.create_index("ix_turns_intent", "turns", ["intent", "conversation_id"])
    op.create_index("ix_turns_band", "turns", ["band", "conversation_id"])
    marks = ["conversation_id", "number", "band", "score", "intent", "moves"]
    op.create_index("ix_turns_marks", "turns", marks)
    _mark_old_turns()


def _agents() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("outcome", sa.String(length=16)),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'declined', 'lapsed', 'withdrawn')",
            name=op.f("ck_offers_outcome_is_known"),
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name=op.f("fk_offers_agent_id")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_offers_handoff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index(op.f("ix_offers_handoff_id"), "offers", ["handoff_id"])
    op.create_table(
        "wrap_ups",
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name=op.f("fk_wrap_ups_agent_id")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_wrap_ups_handoff_id")),
        sa.PrimaryKeyConstraint("handoff_id", name=op.f("pk_wrap_ups")),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name=op.f("fk_notes_agent_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_notes_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_conversation_id"), "notes", ["conversation_id"])


def _trainers() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("turn_number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("reviewed_by", sa.Integer()),
        sa.Column("reviewed_at", TIME),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'rejected')", name=op.f("ck_corrections_status_is_known")
        ),
        sa.CheckConstraint(
            "subject IN ('intent', 'band', 'signal', 'move')", name=op.f("ck_corrections_subject_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_corrections_conversation_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_corrections_made_by")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["users.id"], name=op.f("fk_corrections_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_conversation_id"), "corrections", ["conversation_id"])
    op.create_table(
        "reviews",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("turn_count", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_reviews_conversation_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_reviews_made_by")),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_reviews")),
    )


def _desks() -> None:
    op.create_table(
        "desks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desks")),
    )
    op.create_table(
        "leases",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("desk_id", sa.String(length=64), nullable=False),
        sa.Column("taken_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_leases_conversation_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_leases")),
    )
    op.create_index(op.f("ix_leases_desk_id"), "leases", ["desk_id"])


def _doors() -> None:
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_ins")),
    )
    op.create_index(op.f("ix_failed_sign_ins_account"), "failed_sign_ins", ["account"])
    op.create_index(op.f("ix_failed_sign_ins_address"), "failed_sign_ins", ["address"])


def _mark_old_turns() -> None:
    """Give turns that were stored before this revision what the replay room finds them by."""
    turns = sa.table(
        "turns",
        *(sa.column(name) for name in ("id", "intent", "band", "score", "moves")),
        sa.column("record", sa.JSON()),
    )
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(turns.c.id, turns.c.record).where(turns.c.id > last).order_by(turns.c.id).limit(AT_ONCE)
    ).all():
        for turn_id, stored in rows:
            record = json.loads(stored) if isinstance(stored, str) else stored
            ledger, reading = record.get("ledger") or {}, record.get("reading") or {}
            moves = dict.fromkeys(str(move.get("move")) for move in record.get("moves") or ())
            marks = {
                "intent": (reading.get("intent") or {}).get("name"),
                "band": ledger.get("band"),
                "score": ledger.get("score"),
                "moves": " ".join(("", *moves, "")),
            }
            connection.execute(turns.update().where(turns.c.id == turn_id).values(**marks))
        last = rows[-1].id


def downgrade() -> None:
    """Take the change back."""
    for index in ("ix_turns_marks", "ix_turns_band", "ix_turns_intent"):
        op.drop_index(index, "turns")
    for column in ("moves", "score", "band", "intent"):
        op.drop_column("turns", column)
    of_trainers = ("reviews", "corrections")
    for table in ("failed_sign_ins", "leases", "desks", *of_trainers, "notes", "wrap_ups", "offers"):
        op.drop_table(table)
    op.drop_column("messages", "alone")
    op.drop_index("ix_handoffs_due_at", "handoffs")
    op.drop_column("handoffs", "due_at")
    op.drop_column("users", "most_at_once")
