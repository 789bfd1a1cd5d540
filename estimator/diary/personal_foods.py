"""The food table as one person has it: with their own foods, supplements and recipes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from estimator.calculation.intake import Estimate, estimate
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.own import personal_matrix
from estimator.composition.table import composition_matrix
from estimator.diary_values import FoodName, Profile
from estimator.files.entries import LoggedBy
from estimator.foods.items import Item
from estimator.foods.own_items import OwnItem, Recipe
from estimator.foods.table import FoodTable
from estimator.measures.units import Measures
from estimator.pandas_on_use import pd


class PersonalFoods:
    """Foods, supplements and recipes that one person can log.

    Parameters
    ----------
    table : FoodTable
        The table that everybody has.
    own : sequence of OwnItem
        Every version of what the person added, in the order it was made.
    names : iterable of FoodName
        What the person calls items besides their names and aliases.
    """

    def __init__(
        self, table: FoodTable, own: Sequence[OwnItem], names: Iterable[FoodName] = ()
    ) -> None:
        self.versions = {item.item_id: item for item in own}
        self._newest = {item.key: item for item in own}
        self._base = table
        self._names = tuple(names)
        self._matrices: dict[str, CompositionMatrix] = {}

    @cached_property
    def table(self) -> FoodTable:
        """Names and measures; former versions and removed items are found by id only."""
        if not self.versions and not self._names:
            return self._base
        listed = {item.item_id for item in self.listed()}
        offered = [one for one in self._names if self.offers(one.item_id)]
        return self._base.extended(
            [item.as_item() for item in self.versions.values()],
            self.versions.keys() - listed,
            [(one.name, self.newest(one.item_id)) for one in offered],
        )

    def composition(self, region: str) -> CompositionMatrix:
        """Return what everything holds, for one region."""
        if region not in self._matrices:
            base = composition_matrix(region)
            own = list(self.versions.values())
            self._matrices[region] = personal_matrix(base, own) if own else base
        return self._matrices[region]

    def estimate(
        self,
        profile: Profile,
        frame: pd.DataFrame,
        by: str | None = "day",
        *,
        phylloquinone: bool = False,
        natto: bool = True,
    ) -> Estimate:
        """Estimate the intake of the person, by what foods of their region and of their own hold.

        Parameters
        ----------
        profile : Profile
            Whose foods these are.
        frame : DataFrame
            See `estimator.diary.entries.Entries.frame`.
        by, phylloquinone
            See `estimator.calculation.intake.estimate`.
        natto : bool
            Whether natto and its kin count.
        """
        composition = self.composition(profile.region)
        return estimate(
            frame,
            by,
            profile.region,
            phylloquinone=phylloquinone,
            composition=composition if natto else composition.without_natto(),
            amounts=not profile.exact_amounts,
        )

    def measures(self, profile: Profile) -> Measures:
        """Return the measures of these foods, in the cups of the person."""
        return Measures(profile.cup, self.table)

    def with_version(self, item: OwnItem) -> PersonalFoods:
        """Return these foods with one more version of an own item."""
        return PersonalFoods(self._base, [*self.versions.values(), item], self._names)

    def logged_by(self, profile: Profile) -> LoggedBy:
        """Return what the entries of the person are read by."""
        return LoggedBy(
            profile=profile,
            table=self.table,
            composition=self.composition(profile.region),
            own=self.versions,
        )

    def listed(self) -> list[OwnItem]:
        """Return the newest version of every own item that is not removed."""
        return [item for item in self._newest.values() if not item.removed]

    def newest(self, item_id: str) -> str:
        """Return the id of the newest version of an item; of a table food, its own id."""
        version = self.versions.get(item_id)
        newest = version and self._newest[version.key]
        return item_id if newest is None or newest.removed else newest.item_id

    def offers(self, item_id: str) -> bool:
        """Return whether an item, or a newer version of it, is there to be logged."""
        if version := self.versions.get(item_id):
            return not self._newest[version.key].removed
        return item_id in self._base.items

    def loggable(self, item_ids: Iterable[str]) -> list[Item]:
        """Return the newest version of each item once; what isn't offered is left out."""
        newest = dict.fromkeys(self.newest(one) for one in item_ids if self.offers(one))
        return [self.table.items[item_id] for item_id in newest]

    def by_name(self) -> list[str]:
        """Return the ids of all that can be logged, by name; of own items the newest version."""
        offered = [item for item in self.table.items.values() if self.offers(item.item_id)]
        newest = [item for item in offered if self.newest(item.item_id) == item.item_id]
        return [item.item_id for item in sorted(newest, key=lambda item: item.name.casefold())]

    def made_with(self, key: str) -> list[OwnItem]:
        """Return the recipes on the list that have any version of an own item in them."""
        return [
            item for item in self.listed() if item.key != key and key in self._keys_in[item.item_id]
        ]

    def contains(self, item_id: str, key: str) -> bool:
        """Return whether an item is, or has in it at any depth, any version of an own item."""
        version = self.versions.get(item_id)
        return version is not None and (version.key == key or key in self._keys_in[item_id])

    @cached_property
    def _keys_in(self) -> dict[str, frozenset[str]]:
        """The keys of the own items in each version, at any depth."""
        keys: dict[str, frozenset[str]] = {}
        for item_id, item in self.versions.items():  # an ingredient is older than its recipe
            inner = item.definition.ingredients if isinstance(item.definition, Recipe) else ()
            own = [one.item_id for one in inner if one.item_id in keys]
            direct = {self.versions[one].key for one in own}
            keys[item_id] = frozenset(direct.union(*(keys[one] for one in own)))
        return keys
