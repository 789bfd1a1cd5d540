"""What rows say of how much was eaten, in grams: resolved once for all rows that say the same."""

from collections.abc import Mapping, Sequence

import numpy as np

from estimator.errors import InputError
from estimator.foods.items import Food
from estimator.importing.file_columns import codes_of
from estimator.importing.file_rows import FileRow
from estimator.importing.import_plan import DOSE_UNKNOWN
from estimator.importing.matching import Match
from estimator.importing.quantities import Sizes, is_component_mass, resolved_of_any_size
from estimator.importing.records import Fault, Numbers, Rows
from estimator.importing.row_values import Coded, RowColumns, each_fault
from estimator.measures.amounts import parse_amount

_SURELY_AN_AMOUNT = 1e-6, 1e6


class Weighing:
    """Resolves how much of its food each of some rows says.

    Parameters
    ----------
    said : RowColumns
    told : tuple
        What else is told of weights; see `estimator.importing.weights.worked_out`.
    matches : sequence of Match or None
        Of each of their distinct foods.
    sizes : Sizes
    """

    def __init__(
        self,
        said: RowColumns,
        told: tuple[Numbers, Coded[str]],
        matches: Sequence[Match | None],
        sizes: Sizes,
    ) -> None:
        self._said = said
        self._told, self._told_by = told
        self._items = [one.item if one else None for one in matches]
        self._matches = matches
        self._sizes = sizes
        self._bad = said.problem.codes > 0
        self.faults: list[Fault] = []

    def quantities(self) -> Numbers:
        """Return grams of what the rows name [g], or units of a supplement.

        NaN where a row can't be resolved.
        """
        said, food = self._said, self._said.food.codes
        known = np.array([item is not None for item in self._items], bool)[food]
        is_food = np.array([isinstance(item, Food) for item in self._items], bool)[food]
        stated = np.where(np.isnan(said.quantity) & is_food, said.grams, said.quantity)
        weighed = known & ~np.isnan(stated)
        self._check(np.flatnonzero(weighed), stated)
        told = known & is_food & ~weighed & ~np.isnan(self._told)
        measured = known & ~weighed & ~told
        none = measured & np.isnan(said.amount)
        self._fault("amount", _why_no_amount(None), np.flatnonzero(none & ~self._bad))
        measured &= ~none
        self._check(np.flatnonzero(measured), said.amount)
        found = np.where(weighed, stated, np.nan)
        self._measure(np.flatnonzero(measured), found)
        self._resolve(np.flatnonzero(told & ~self._bad), "amount", found)
        self._check_doses()
        found[self._bad] = np.nan
        return found

    def _fault(self, column: str, sentence: str, places: Rows) -> None:
        if len(places):
            self._bad[places] = True
            self.faults.append(Fault(column, sentence, self._said.rows[places]))

    def _fault_each(
        self, column: str, sentences: Mapping[int, str], places: Rows, codes: Rows
    ) -> None:
        for sentence, bad in each_fault(sentences, codes):
            self._fault(column, sentence, places[bad])

    def _check(self, places: Rows, amounts: Numbers) -> None:
        """Refuse amounts that can be none."""
        least, most = _SURELY_AN_AMOUNT
        values = amounts[places]
        # Most are good, and there may be as many as rows.
        suspect = places[(values <= least) | (values >= most)]
        codes, first = codes_of(len(suspect), amounts[suspect])
        why = [_why_no_amount(float(amounts[place])) for place in suspect[first]]
        self._fault_each("amount", {c: w for c, w in enumerate(why) if w}, suspect, codes)

    def _measure(self, places: Rows, found: Numbers) -> None:
        """Resolve amounts in units, each pair of food and unit once."""
        said = self._said
        codes, first = codes_of(len(places), said.food.codes[places], said.unit.codes[places])
        sizes = np.full(len(first), np.nan)
        faults: dict[int, str] = {}
        for code, place in enumerate(places[first].tolist()):
            item = self._items[said.food.codes[place]]
            try:
                size = item and self._sizes.of(said.unit.values[said.unit.codes[place]], item)
            except InputError as error:
                faults[code] = str(error)
            else:
                sizes[code] = np.nan if size is None else size
        self._fault_each("unit", faults, places, codes)
        found[places] = said.amount[places] * sizes[codes]
        # A unit that says no size by itself, such as "2 large".
        counted = np.isnan(sizes[codes]) & ~self._bad[places]
        self._resolve(places[counted], "unit", found)

    def _resolve(self, places: Rows, column: str, found: Numbers) -> None:
        """Resolve rows by all that they say, those that say the same once."""
        said = self._said
        codes, first = codes_of(
            len(places),
            *(of[places] for of in (said.food.codes, said.unit.codes, said.amount, self._told)),
        )
        quantities = np.full(len(first), np.nan)
        faults: dict[int, str] = {}
        for code, place in enumerate(places[first].tolist()):
            item = self._items[said.food.codes[place]]
            amount, told = (
                None if one != one else float(one)
                for one in (said.amount[place], self._told[place])
            )
            record = FileRow(
                line=0,
                amount=amount,
                unit=said.unit.values[said.unit.codes[place]],
                worked_out=told,
                worked_out_by=self._told_by.values[self._told_by.codes[place]],
            )
            try:
                if item is not None:
                    quantities[code] = resolved_of_any_size(record, item, self._sizes).quantity
            except InputError as error:
                faults[code] = str(error)
        found[places] = quantities[codes]
        self._fault_each(column, faults, places, codes)

    def _check_doses(self) -> None:
        """Refuse supplements of which nothing says how much is in one."""
        unknown = np.array([bool(one and one.dose_unknown) for one in self._matches], bool)
        unknown_rows = unknown[self._said.food.codes]
        if unknown_rows.any():
            unit = self._said.unit
            by_mass = unit.are(is_component_mass)
            self._fault("amount", DOSE_UNKNOWN, np.flatnonzero(unknown_rows & ~by_mass))


def _why_no_amount(value: float | None) -> str:
    """Return why a number is no amount; "" where it is one."""
    try:
        parse_amount(value)
    except InputError as error:
        return str(error)
    return ""
