"""Names are compared by what is seen of them; names that now look alike stay, told apart."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_LONGEST = 240
_CHANGES = sa.table(
    "changes", sa.column("id"), sa.column("before", sa.JSON), sa.column("after", sa.JSON)
)
Row = dict[str, Any]


def upgrade() -> None:
    """Make the keys of all names anew, also of those that undo and redo bring back."""
    # Of people, whoever came first has the key; of what a name of a food means, the latest word.
    _renew("profiles", "name_key", [], latest=False)
    _renew("food_names", "key", ["profile_id"], latest=True)


def _renew(table: str, key: str, within: Sequence[str], *, latest: bool) -> None:
    connection = op.get_bind()
    names = sa.table(table, *map(sa.column, ("id", "name", key, *within)))
    rows = [row._asdict() for row in connection.execute(sa.select(names).order_by(names.c.id))]
    changes = [row._asdict() for row in connection.execute(_that_touched(table))]
    former = [
        row
        for change in changes
        for image in (change["before"], change["after"])
        for row in image.get(table, [])
        if "name" in row and key in row
    ]
    old = {row["id"]: row[key] for row in rows}
    _give_keys(rows[::-1] if latest else rows, former[::-1] if latest else former, key, within)
    new = {row["id"]: row[key] for row in rows if row[key] != old[row["id"]]}
    # First out of one another's way: no key begins with two spaces.
    for keys in ({one: f"  {one}" for one in new}, new):
        for one, value in keys.items():
            connection.execute(names.update().where(names.c.id == one).values({key: value}))
    for change in changes if former else ():
        images = {"before": change["before"], "after": change["after"]}
        connection.execute(_CHANGES.update().where(_CHANGES.c.id == change["id"]).values(images))


def _that_touched(table: str) -> "sa.Select[Any]":
    images = (sa.cast(image, sa.Text) for image in (_CHANGES.c.before, _CHANGES.c.after))
    touched = sa.or_(*(image.contains(f'"{table}"') for image in images))
    return sa.select(_CHANGES).where(touched).order_by(_CHANGES.c.id)


def _give_keys(
    rows: Iterable[Row], former: Iterable[Row], key: str, within: Sequence[str]
) -> None:
    """Give each row the key of its name, and one of its own where another row has that."""
    owner: dict[tuple[object, ...], int] = {}
    for row in (*rows, *former):
        if row[key].startswith(" "):  # of somebody who is deleted
            continue
        wanted = name_key(row["name"])
        if owner.setdefault((*(row[one] for one in within), wanted), row["id"]) != row["id"]:
            # No name makes such a key: its spaces are single.
            own = f"  {row['id']}"
            wanted = wanted[: _LONGEST - len(own)] + own
        row[key] = wanted


_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_JOINERS = frozenset("\u200c\u200d")
_ALIKE = str.maketrans({**dict.fromkeys("’‘ʼʹ′´`＇", "'"), **dict.fromkeys("“”„″", '"')})


def name_key(name: str) -> str:
    """Return what names share that look the same, as this revision has it."""
    dashes = ("-" if unicodedata.category(one) == "Pd" else one for one in name.translate(_ALIKE))
    folded = unicodedata.normalize("NFKC", "".join(dashes)).casefold()
    seen = (
        one
        for one in unicodedata.normalize("NFKC", folded)
        if not (
            one in _FILLERS
            or one in _JOINERS
            or unicodedata.category(one) == "Cf"
            or "\ufe00" <= one <= "\ufe0f"
        )
    )
    return " ".join("".join(seen).split())[:_LONGEST]
