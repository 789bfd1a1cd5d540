"""The name of the edition, which is new whenever another diary is put in the place of this one."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and name what is there."""
    table = op.create_table("edition", sa.Column("name", sa.String(32), nullable=False))
    op.bulk_insert(table, [{"name": uuid4().hex}])
