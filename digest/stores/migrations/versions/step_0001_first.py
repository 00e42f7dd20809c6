"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

from digest.stores.tables import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "slot",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("due", Moment, nullable=False, index=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "high_water",
        sa.Column("brief", sa.String, primary_key=True),
        sa.Column("moment", Moment, nullable=False),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("number", sa.Integer),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("inputs", sa.Text, nullable=False),
        sa.Column("published_at", Moment, nullable=False),
    )
    op.create_table(
        "rendition",
        sa.Column("edition", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("filename", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
    )
    op.create_table(
        "counter",
        sa.Column("brief", sa.String, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("uri", sa.Text, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("fetched_at", Moment, nullable=False),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("encoding", sa.String, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("imprint", sa.Text, nullable=False),
    )
    op.create_table(
        "document_used",
        sa.Column("edition", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("document", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("brief", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
        sa.ForeignKeyConstraint(["document", "sha256"], ["document.id", "document.sha256"]),
        sa.Index("document_used_by_brief", "brief", "document", "sha256"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("edition", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", Moment),
        sa.Column("last_error", sa.Text),
        sa.Column("receipt", sa.Text),
        sa.ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
    )


def downgrade() -> None:
    """There is nothing before the first version."""
    raise NotImplementedError
