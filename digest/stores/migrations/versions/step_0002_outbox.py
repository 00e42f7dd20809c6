"""Leases, attempts, pauses, releases and the index of words."""

import sqlalchemy as sa
from alembic import op

from digest.stores.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what several workers need to share the work."""
    op.add_column("slot", sa.Column("owner", sa.String))
    op.add_column("slot", sa.Column("token", sa.Integer, nullable=False, server_default="0"))
    op.add_column("slot", sa.Column("lease_until", Moment))
    op.create_index("slot_by_state", "slot", ["state", "due"])
    op.add_column("delivery", sa.Column("rendition", sa.String))
    op.add_column("delivery", sa.Column("since", Moment))
    op.add_column("delivery", sa.Column("owner", sa.String))
    op.add_column("delivery", sa.Column("token", sa.Integer, nullable=False, server_default="0"))
    op.add_column("delivery", sa.Column("lease_until", Moment))
    op.add_column(
        "delivery", sa.Column("handed_over", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column(
        "delivery", sa.Column("ambiguous", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_index("delivery_by_channel", "delivery", ["channel", "state", "due_at"])
    op.create_index("delivery_by_edition", "delivery", ["edition", "revision"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("delivery", sa.String, nullable=False, index=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("begun_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("outcome", sa.String),
        sa.Column("reply", sa.Text),
        sa.Index("attempt_by_channel", "channel", "begun_at"),
    )
    op.create_table(
        "channel_pause",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("until", Moment, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "release",
        sa.Column("edition", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("deadline", Moment),
        sa.Column("sends_at_deadline", sa.Boolean, nullable=False),
        sa.Column("released_by", sa.Text),
        sa.Column("released_at", Moment),
        sa.ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
    )
    op.create_table(
        "bigram",
        sa.Column("term", sa.String, primary_key=True),
        sa.Column("edition", sa.String, primary_key=True),
        sa.Column("story", sa.String, primary_key=True),
    )


def downgrade() -> None:
    """Back to the first version is a matter of a backup."""
    raise NotImplementedError
