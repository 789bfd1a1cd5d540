"""The rows of an imported file as plain values, and what the person must choose to read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from estimator.importing.layout import Layout

NO_NAME: Final = "food code"
"""What a food is called of which a file has the code alone, before that code."""
WEIGHTS: Final = ("of all that was eaten", "of one serving")
"""What MacroFactor's serving weight can be."""

Progress = Callable[[str, int], None]
"""Called with what is being done, and how many rows are done so far."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the person states about a file where the file itself leaves it open.

    Attributes
    ----------
    layout : Layout or None
        By default told by the names of the columns.
    date_order : str
        One of `DATE_ORDERS`, or "" for what the dates themselves tell.
    person : str or None
        Whose rows of a file of several people; None where it has one.
    first_day : datetime.date or None
        Where the file has no dates: the day of its first recall.
    weight : str
        One of `WEIGHTS`, or "" for what the file itself tells.
    code_names : mapping of str to str
        Names of foods by their code, where the file has codes only.
    decimal_mark : str
        "." or ",", or "" for what the numbers of the file tell.
    ordinary_servings : bool
        Whether "1 serving", of which the file has no weight, is to be the ordinary portion of its
        food, marked as assumed.
    code_system : str
        Whose the codes of foods are, one of `estimator.foods.food_codes.SYSTEMS`; "" for what
        the file tells.
    """

    layout: Layout | None = None
    date_order: str = ""
    person: str | None = None
    first_day: date | None = None
    weight: str = ""
    code_names: Mapping[str, str] = field(default_factory=dict)
    decimal_mark: str = ""
    code_system: str = ""
    ordinary_servings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One row of a file.

    Attributes
    ----------
    line : int
        Of the file, as an editor counts them.
    problem : str
        Why it can't be used, whatever its food is; empty where it can.
    grams : float or None
        Weight by the file [g].
    quantity : float or None
        Of our own file: grams of a food [g], units of a supplement.
    token : str
        Names the row, also when the file is read again.
    definition : str
        What an own item is, in a row of its own.
    named : bool
        Whether the file itself names the row, so that what it says of it can be edited there.
    worked_out : float or None
        Weight by what else is in the file [g], where it is not stated.
    worked_out_by : str
        How.
    """

    line: int
    day: date | None = None
    eaten_at: time | None = None
    person: str = ""
    meal: str | None = None
    name: str = ""
    code: str = ""
    amount: float | None = None
    unit: str = ""
    grams: float | None = None
    quantity: float | None = None
    note: str = ""
    kind: str = ""
    sample: bool = False
    day_complete: bool = False
    token: str = ""
    named: bool = False
    definition: str = ""
    problem: str = ""
    worked_out: float | None = None
    worked_out_by: str = ""
    amount_kind: str = ""
    typed: str = ""


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """What is in a file.

    Attributes
    ----------
    layout : Layout
    sniffed : tuple of str
        What was found out about the file, a sentence each.
    asks : tuple of str
        Which of `Choices` the file leaves open: its readers must be told, or the rows that
        need it are not used.
    persons : tuple of str
        Whose rows it has, where it says so.
    rows : tuple of FileRow
        Of the one person who was chosen, or of the only one.
    deleted : int
        Rows that the file itself marks as deleted.
    empty : int
        Rows of an amount of 0: nothing was eaten.
    ordinary_servings : bool
        As was chosen; see `Choices`.
    """

    file: str
    layout: Layout
    sniffed: tuple[str, ...]
    asks: tuple[str, ...]
    persons: tuple[str, ...]
    rows: tuple[FileRow, ...]
    deleted: int
    empty: int = 0
    ordinary_servings: bool = False


ROWS_A_REPORT: Final = 5000
"""How often progress is told of [rows]."""


def no_progress(what: str, rows: int) -> None:
    """Do nothing: progress that nobody watches."""
