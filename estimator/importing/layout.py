"""How the files of one tool are laid out: which of their columns holds what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from estimator.importing.tool_meals import MEAL_NAMES

NUTRIENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "energy": ("Energy (kcal)", "Calories (kcal)", "Calories", "Energy", "kcal"),
    "water": ("Water (g)", "Water"),
    "protein": ("Protein (g)", "Protein"),
    "fat": ("Fat (g)", "Total Fat (g)", "Fat"),
    "carbohydrate": (
        "Carbs (g)",
        "Carbohydrates (g)",
        "Carbohydrate (g)",
        "Carbohydrates",
        "Carbs",
    ),
    "alcohol": ("Alcohol (g)", "Alcohol"),
}
"""What a food holds, by the names that programs give its columns: its weight is told by it."""

FIELDS: Final = (
    "date",
    "reported",
    "time",
    "person",
    "meal",
    "name",
    "described",
    "code",
    "code_system",
    "portion",
    "grams",
    "amount",
    "unit",
    "note",
    "deleted",
    "kind",
    "entry_id",
    "quantity",
    "sample",
    "day_complete",
    "dish",
    "definition",
    "amount_kind",
    "typed",
    *NUTRIENTS,
)
"""What a column can hold. ``portion`` is an amount with its unit in one cell; ``reported``
is the day on which the day before was asked about, ``described`` what was eaten where no
food of the tool was found for it; ``code_system`` says whose the code is."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the files of one tool are laid out.

    Attributes
    ----------
    key, title : str
        What it is called by programs and by people.
    needs : tuple of str
        Columns that tell its files from others; all have to be there.
    columns : mapping of str to tuple of str
        For each of `FIELDS` the columns that may hold it, the first one that is there counts.
    meals : mapping of str to str
        What its meals are here, by how it writes them in small letters.
    missing : frozenset of str
        What it writes, in small letters, where there is nothing.
    said : tuple of str
        What to know of these files.
    times_in_seconds : bool
        Whether its times are seconds since midnight [s], not written as on a clock.
    days_later : int
        Days after the first day of a series on which its files are recalled [days].
    weight_varies : bool
        Whether its grams may be those of one serving or of all; rows in grams show which.
    amount_in_name : bool
        Whether the amount stands after the last comma of the food, as in "Gouda, 40 g".
    code_system : str
        Whose its codes of foods are, one of `estimator.foods.food_codes.SYSTEMS`; "" where they
        are its own.
    """

    key: str
    title: str
    needs: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    meals: Mapping[str, str] = field(default_factory=lambda: MEAL_NAMES)
    missing: frozenset[str] = frozenset({"n/a"})
    said: tuple[str, ...] = ()
    times_in_seconds: bool = False
    days_later: int = 0
    weight_varies: bool = False
    amount_in_name: bool = False
    code_system: str = ""

    @property
    def has_dates(self) -> bool:
        """Whether its files may say which day a row is of."""
        return not self.columns.keys().isdisjoint(("date", "reported"))
