"""What a person adds to the food table: own foods, own supplements and recipes.

Each is a definition that never changes: editing one makes a new version with an
item id of its own, so that what was logged keeps the version it was eaten in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from estimator.foods.items import Food, Item, Portion, Supplement

RECIPE_GROUP: Final = "recipes"
"""The food group that recipes are listed under."""

OWN_SOURCE: Final = "own"
"""Stands where a figure of the food table names its source."""

PER_100_G: Final = "100 g"

OWN_KINDS: Final = ("food", "supplement", "recipe")


@dataclass(frozen=True, kw_only=True)
class Content:
    """How much of a component a food holds [µg per the basis of the food]."""

    value: float
    low: float | None = None
    """5th percentile; None where no range is given."""
    high: float | None = None
    """95th percentile; given with ``low`` or not at all."""


@dataclass(frozen=True, kw_only=True)
class OwnFood:
    """A food that a person describes.

    Attributes
    ----------
    group : str
        One of the food groups of the table; it sets the spread of the contents
        that have no range.
    contents : mapping of str to Content
        By component, per ``basis``; a component that is missing is not known.
    basis : str
        ``PER_100_G``, or the measure of one of ``portions``.
    portions : tuple of Portion
        Household measures, the default one first.
    density_g_per_ml : float or None
    profile_id : str
        The profile that splits a K2 total into forms; empty for none.
    copied_from : str
        Id of the item it began as a copy of; empty for none.
    """

    name: str
    group: str
    contents: Mapping[str, Content]
    basis: str = PER_100_G
    portions: tuple[Portion, ...] = ()
    density_g_per_ml: float | None = None
    profile_id: str = ""
    copied_from: str = ""

    @property
    def basis_g(self) -> float:
        """What ``contents`` are given per [g]."""
        weights = {portion.measure: portion.amount_g for portion in self.portions}
        return 100.0 if self.basis == PER_100_G else weights[self.basis]


@dataclass(frozen=True, kw_only=True)
class OwnSupplement:
    """A supplement that a person describes, with its content by label."""

    name: str
    unit_name: str
    dose_ug: Mapping[str, float]
    """Content of one unit by component [µg]."""


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """A food of a recipe and how much of it goes in."""

    item_id: str
    amount: float
    unit: str
    quantity: float
    """[g], as resolved when the recipe was saved."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A dish made of foods, own foods and other recipes.

    Attributes
    ----------
    ingredients : tuple of Ingredient
    yield_g : float or None
        Weight of the dish as it is eaten [g]; None where it is that of the ingredients.
    servings : float or None
        How many servings it makes.
    """

    name: str
    ingredients: tuple[Ingredient, ...]
    yield_g: float | None = None
    servings: float | None = None

    @property
    def weight_g(self) -> float:
        """Weight of the whole dish as it is eaten [g]."""
        return self.yield_g or sum(ingredient.quantity for ingredient in self.ingredients)


Definition: TypeAlias = OwnFood | OwnSupplement | Recipe


@dataclass(frozen=True, kw_only=True)
class OwnItem:
    """One version of an own food, own supplement or recipe of a profile."""

    id: int
    profile_id: int
    key: str
    """Shared by all versions."""
    version: int
    definition: Definition
    removed: bool
    """Whether the person took it off their list; what was logged keeps it."""
    created_at: datetime = field(compare=False)

    @property
    def item_id(self) -> str:
        """The id that entries and ingredients refer to."""
        return f"{self.key}-v{self.version}"

    @property
    def name(self) -> str:
        """The name of this version."""
        return self.definition.name

    def as_item(self) -> Item:
        """Return it as the food table holds foods and supplements."""
        match self.definition:
            case OwnSupplement() as supplement:
                return Supplement(
                    supplement_id=self.item_id,
                    name=supplement.name,
                    dose_ug=dict(supplement.dose_ug),
                    unit_name=supplement.unit_name,
                    note="",
                )
            case OwnFood() as food:
                return _food(
                    self.item_id, food.name, food.group, food.portions, food.density_g_per_ml
                )
            case Recipe() as recipe:
                return _food(self.item_id, recipe.name, RECIPE_GROUP, _servings(recipe))


def _food(
    item_id: str,
    name: str,
    group: str,
    portions: tuple[Portion, ...],
    density_g_per_ml: float | None = None,
) -> Food:
    return Food(
        food_id=item_id,
        name=name,
        group=group,
        state="",
        description="",
        density_g_per_ml=density_g_per_ml,
        assumed_zero=False,
        region_note="",
        portions=portions,
        aliases=(),
    )


def _servings(recipe: Recipe) -> tuple[Portion, ...]:
    if not recipe.servings:
        return (Portion("whole recipe", recipe.weight_g, OWN_SOURCE, ""),)
    serving_g = recipe.weight_g / recipe.servings
    return (
        Portion("serving", serving_g, OWN_SOURCE, ""),
        Portion("whole recipe", recipe.weight_g, OWN_SOURCE, ""),
    )
