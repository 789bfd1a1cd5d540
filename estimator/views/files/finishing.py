"""What is left to say of a file: its foods that no name of the table surely means."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

import pandas as pd

from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import LEFT_OUT, NO_ITEM, NOT_IN_TABLE
from estimator.foods.items import Item
from estimator.foods.table import FoodTable
from estimator.importing.import_plan import NOT_CHOSEN, ImportPlan
from estimator.importing.matching import Match
from estimator.views.shared.figures import counted

AT_ONCE: Final = 20
"""How many foods are asked about at a time."""

NO_ITEM_WORDS: Final[Mapping[str, str]] = {
    LEFT_OUT: "Leave out, for good",
    NOT_IN_TABLE: "Not in the table",
}
REMEMBERED: Final = "What you choose is remembered for the next file, and for writing what you ate."
HOW: Final = (
    "Those that may hold most K2 come first. Tick what is right, or choose something else; then "
    "take them together. What is neither ticked nor chosen stays open, and is left out."
)
_USUAL_G: Final = 50.0
"""What a row without a weight is taken to weigh, to put foods in order only [g]."""
_LIKELY: Final = 3
"""How many of the proposals count in what a food may hold."""


class Waiting(NamedTuple):
    """A food that a person has to say.

    Attributes
    ----------
    match : Match
        Its name, and what it may be.
    rows : int
    grams : float
        Of the rows whose weight the file states [g].
    k2_ug : float
        The most that it may hold, by its likeliest proposals [µg].
    """

    match: Match
    rows: int
    grams: float
    k2_ug: float

    @property
    def name(self) -> str:
        """As the file has it."""
        return self.match.name

    @property
    def proposal(self) -> Item | None:
        """What it is likeliest to be."""
        return self.match.proposed[0] if self.match.proposed else None


def to_choose(plan: ImportPlan, composition: CompositionMatrix) -> list[Waiting]:
    """Return the foods that a person has to say, those that may hold most K2 first."""
    matches = {match.name: match for match in plan.matches if match.item is None}
    weights: defaultdict[str, list[float | None]] = defaultdict(list)
    for one in plan.left_out:
        name = one.record.name or one.record.code
        if name in matches and one.why in (NOT_CHOSEN, matches[name].why):
            weights[name].append(one.grams if one.grams is not None else one.record.worked_out)
    waiting = []
    for name, grams in weights.items():
        whole = sum(_USUAL_G if one is None else one for one in grams)
        likely = matches[name].proposed[:_LIKELY]
        most = max((_k2_per_gram(item, composition) for item in likely), default=0.0)
        stated = sum(one for one in grams if one is not None)
        waiting.append(Waiting(matches[name], len(grams), stated, most * whole))
    return sorted(waiting, key=lambda one: (-one.k2_ug, -one.rows, -one.grams, one.name))


def in_turn(waiting: Sequence[Waiting], passed: Collection[str]) -> list[Waiting]:
    """Return those to ask about now: of those that were not passed over, the first."""
    return [one for one in waiting if one.name not in passed][:AT_ONCE]


def waiting_words(waiting: Sequence[Waiting], passed: Collection[str]) -> str:
    """Say how many foods are left, and how many of them were seen and left open."""
    seen = sum(one.name in passed for one in waiting)
    left = f" {counted(seen, 'food')} you have seen and left open." if seen else ""
    return f"{counted(len(waiting) - seen, 'food')} to look at.{left}"


def row_words(one: Waiting) -> str:
    """Say how much there is of a food, and what it may hold."""
    weight = f", {one.grams:,.0f} g" if one.grams else ""
    k2 = f", up to {one.k2_ug:,.3g} µg K2" if one.k2_ug >= 1 else ""
    return f"{counted(one.rows, 'row')}{weight}{k2}"


def choices_of(one: Waiting, by_name: Sequence[str]) -> list[str]:
    """Return what else a food may be said to be: nothing, another proposal, any food."""
    return list(dict.fromkeys([*NO_ITEM, *(i.item_id for i in one.match.proposed[1:]), *by_name]))


def choice_words(item_id: str, table: FoodTable) -> str:
    """Return what to call a choice."""
    return NO_ITEM_WORDS.get(item_id) or table.name_of(item_id)


def chosen_table(chosen: Mapping[str, str], table: FoodTable) -> pd.DataFrame:
    """Return what was chosen of this file so far."""
    return pd.DataFrame(
        [(name, choice_words(item_id, table)) for name, item_id in chosen.items()],
        columns=["In the file", "You chose"],
    )


def _k2_per_gram(item: Item, composition: CompositionMatrix) -> float:
    """Return how much K2 is in a gram of a food, or in one of a supplement [µg]."""
    column = composition.components.index(K2_TOTAL)
    row = composition.row_of.get(item.item_id)
    if row is None:
        return 0.0
    if row >= composition.n_foods:
        return float(composition.dose[row - composition.n_foods][column])
    return float(composition.mean[row][column])
