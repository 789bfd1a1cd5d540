"""How sure amounts are, the words that entries were typed with, and questions put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = "'weighed', 'counted', 'measured', 'assumed'"


def upgrade() -> None:
    """Add the columns, empty where nobody said, and the table."""
    op.execute(
        "ALTER TABLE entries ADD COLUMN amount_kind VARCHAR(16) "
        f"CONSTRAINT ck_entries_amount_kind CHECK (amount_kind IN ({KINDS}))"
    )
    op.add_column("entries", sa.Column("typed", sa.String(200), server_default="", nullable=False))
    op.add_column(
        "profiles",
        sa.Column("exact_amounts", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "put_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(160), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name="fk_put_aside_profile_id_profiles"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_put_aside"),
        sa.UniqueConstraint("profile_id", "question", name="uq_put_aside_profile_id_question"),
        sqlite_autoincrement=True,
    )
