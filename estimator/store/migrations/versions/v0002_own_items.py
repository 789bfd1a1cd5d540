"""Own items, saved meals, favourites, marks of days; colour, week start and time of day."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLORS = "'teal', 'blue', 'purple', 'red', 'orange', 'brown', 'gray'"
WEEK_STARTS = "'monday', 'sunday', 'saturday'"


def upgrade() -> None:
    """Add what logging with own items needs."""
    # A column with its own check can be added in place on every database; adding the
    # check to the table would rebuild it on SQLite.
    op.execute(
        "ALTER TABLE profiles ADD COLUMN color VARCHAR(16) DEFAULT 'teal' NOT NULL "
        f"CONSTRAINT ck_profiles_color CHECK (color IN ({COLORS}))"
    )
    op.execute(
        "ALTER TABLE profiles ADD COLUMN week_start VARCHAR(16) DEFAULT 'monday' NOT NULL "
        f"CONSTRAINT ck_profiles_week_start CHECK (week_start IN ({WEEK_STARTS}))"
    )
    op.add_column("profiles", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("entries", sa.Column("eaten_at", sa.Time(), nullable=True))
    op.create_table(
        "days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.CheckConstraint("date >= '1900-01-01'", name="date"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("profile_id", "date"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('food', 'supplement', 'recipe')", name="kind"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("profile_id", "key", "version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_meals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_meals_profile_id", "saved_meals", ["profile_id"])
    op.create_table(
        "favourites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("profile_id", "item_id"),
        sqlite_autoincrement=True,
    )
