"""What files need: every entry has a name that lasts, and people keep their names of foods."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and name the entries that have no name."""
    op.create_table(
        "food_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("key", sa.String(360), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name="fk_food_names_profile_id_profiles"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_food_names"),
        sa.UniqueConstraint("profile_id", "key", name="uq_food_names_profile_id_key"),
        sqlite_autoincrement=True,
    )
    random = {
        "sqlite": "lower(hex(randomblob(16)))",
        "postgresql": "replace(gen_random_uuid()::text, '-', '')",
    }[op.get_bind().dialect.name]
    op.execute(f"UPDATE entries SET token = {random} WHERE token IS NULL")
