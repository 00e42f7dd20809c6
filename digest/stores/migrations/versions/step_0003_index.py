"""One index of deliveries in place of two, for each is written anew with every mail."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have the states first, so that one index answers for all channels and for one."""
    op.drop_index("ix_delivery_state", "delivery")
    op.drop_index("delivery_by_channel", "delivery")
    op.create_index("delivery_by_state", "delivery", ["state", "channel", "due_at"])


def downgrade() -> None:
    """Back to the version before is a matter of a backup."""
    raise NotImplementedError
