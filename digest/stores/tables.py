"""The tables, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment with its time zone."""
        del dialect
        moment = cast("datetime | None", value)  # what every driver gives for a DateTime
        if moment is None:
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData()

# One row a due edition: the key makes a second edition of one slot impossible.
slot = Table(
    "slot",
    metadata,
    Column("key", String, primary_key=True),
    Column("brief", String, nullable=False),
    Column("due", Moment, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("reason", Text),
    Column("owner", String),
    Column("token", Integer, nullable=False, server_default="0"),
    Column("lease_until", Moment),
    Index("slot_by_state", "state", "due"),
)

high_water = Table(
    "high_water",
    metadata,
    Column("brief", String, primary_key=True),
    Column("moment", Moment, nullable=False),
)

# Never updated: a re-issue is another revision.
edition = Table(
    "edition",
    metadata,
    Column("id", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("brief", String, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("number", Integer),
    Column("sha256", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("inputs", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
)

rendition = Table(
    "rendition",
    metadata,
    Column("edition", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("filename", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("format", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
)

# The last issue number (期号) given in a year.
counter = Table(
    "counter",
    metadata,
    Column("brief", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

# A record brings its own id, which another one may bear tomorrow: id and content are the key.
document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("uri", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("kind", String, nullable=False),
    Column("encoding", String, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("imprint", Text, nullable=False),
)

document_used = Table(
    "document_used",
    metadata,
    Column("edition", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("document", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("brief", String, nullable=False),
    Column("position", Integer, nullable=False),
    ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
    ForeignKeyConstraint(["document", "sha256"], ["document.id", "document.sha256"]),
    Index("document_used_by_brief", "brief", "document", "sha256"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", String, primary_key=True),
    Column("edition", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("channel", String, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment),
    Column("last_error", Text),
    Column("receipt", Text),
    Column("rendition", String),
    Column("since", Moment),
    Column("owner", String),
    Column("token", Integer, nullable=False, server_default="0"),
    Column("lease_until", Moment),
    # Set before a channel is called and taken back with its reply: set and without a lease means
    # that the reply was lost.
    Column("handed_over", Boolean, nullable=False, server_default=false()),
    Column("ambiguous", Boolean, nullable=False, server_default=false()),
    ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
    Index("delivery_by_state", "state", "channel", "due_at"),
    Index("delivery_by_edition", "edition", "revision"),
)

# What was tried and what came of it; a row without an end is one whose reply was lost.
attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("delivery", String, nullable=False, index=True),
    Column("channel", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("token", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("outcome", String),
    Column("reply", Text),
    Index("attempt_by_channel", "channel", "begun_at"),
)

channel_pause = Table(
    "channel_pause",
    metadata,
    Column("channel", String, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("count", Integer, nullable=False),
)

# Editions that wait for a named person.
release = Table(
    "release",
    metadata,
    Column("edition", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("deadline", Moment),
    Column("sends_at_deadline", Boolean, nullable=False),
    Column("released_by", Text),
    Column("released_at", Moment),
    ForeignKeyConstraint(["edition", "revision"], ["edition.id", "edition.revision"]),
)

# Two characters that stand side by side in a story, and where: words of two characters are found.
bigram = Table(
    "bigram",
    metadata,
    Column("term", String, primary_key=True),
    Column("edition", String, primary_key=True),
    Column("story", String, primary_key=True),
)
