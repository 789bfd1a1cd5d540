"""An index of the entries that are examples, so that none is found without reading all."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_entries_profile_id_sample", "entries", ["profile_id", "sample"])
