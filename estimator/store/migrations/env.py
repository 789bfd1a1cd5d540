"""Alembic runs this to migrate; the connection comes from ``estimator.store.migrate``."""

from typing import Literal

from alembic import context

from estimator.store.checksum import is_of_the_diary
from estimator.store.models import Base, UtcDateTime


def plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a new migration without our own types, which may change after it."""
    is_moment = kind == "type" and isinstance(item, UtcDateTime)
    return "sa.DateTime(timezone=True)" if is_moment else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    include_name=is_of_the_diary,
)
with context.begin_transaction():
    context.run_migrations()
