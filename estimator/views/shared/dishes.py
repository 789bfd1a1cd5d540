"""What dishes hold, each by itself: a food, a recipe that isn't saved yet, a meal."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import pandas as pd

from estimator.calculation.intake import estimate
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.views.shared.days import forms_without_data
from estimator.views.shared.figures import NOT_KNOWN, at_least, figure, figure_range

Amount: TypeAlias = tuple[str, float]
"""Id of an item and its quantity: grams of a food [g], units of a supplement."""

Part: TypeAlias = tuple[str, str | float, str]
"""Id of an item, amount and unit, as typed."""

_ANY_DAY: Final = "2000-01-01"


def dish_intakes(
    dishes: Mapping[str, Sequence[Amount]], foods: PersonalFoods, region: str
) -> dict[str, pd.DataFrame]:
    """Estimate some dishes, each by itself.

    Parameters
    ----------
    dishes : mapping of str to sequence of Amount
        What is in each of them.
    foods : PersonalFoods
    region : str
        Where the food is from.

    Returns
    -------
    dict of str to DataFrame
        The rows of `estimator.calculation.intake.Estimate.intake` of each dish with anything in it.
    """
    rows = [(dish, *amount) for dish, amounts in dishes.items() for amount in amounts]
    if not rows:
        return {}
    frame = pd.DataFrame(rows, columns=["person", "item", "quantity"]).assign(date=_ANY_DAY)
    intake = estimate(frame, None, region, composition=foods.composition(region)).intake
    return {str(dish): rows for dish, rows in intake.groupby("person")}


def serving_intake(
    parts: Sequence[Part],
    servings: float | None,
    yield_g: float | None,
    foods: PersonalFoods,
    profile: Profile,
) -> tuple[pd.DataFrame, float]:
    """Estimate a serving of a dish that isn't saved yet, or the whole where none are told.

    Parameters
    ----------
    parts : sequence of Part
        What goes in, at least one item.
    servings : float or None
    yield_g : float or None
        Weight of the dish as it is eaten [g].
    foods : PersonalFoods
    profile : Profile

    Returns
    -------
    intake : DataFrame
        See `dish_intakes`.
    grams : float
        What the serving weighs [g].

    Raises
    ------
    InputError
        If an amount or a unit can't be used.
    """
    measures = foods.measures(profile)
    items = [foods.table.get(foods.newest(item_id)) for item_id, _, _ in parts]
    share = 1 / (servings or 1)
    amounts = [
        (item.item_id, share * measures.quantity(item, amount, unit))
        for item, (_, amount, unit) in zip(items, parts, strict=True)
    ]
    grams = share * yield_g if yield_g else sum(quantity for _, quantity in amounts)
    return dish_intakes({"dish": amounts}, foods, profile.region)["dish"], grams


def serving_words(servings: float | None, grams: float) -> str:
    """Name what the K2 of a dish is told per, e.g. "serving (125 g)"."""
    return f"{'serving' if servings else 'whole recipe'} ({figure(grams)} g)"


def dish_words(intake: pd.DataFrame) -> str:
    """Say how much K2 a dish holds, with its range, what is of supplements apart.

    Parameters
    ----------
    intake : pandas.DataFrame
        Of one dish, see `dish_intakes`.
    """
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    amount = figure(total["estimate_ug"])
    if amount == NOT_KNOWN:
        words = f"K2 {NOT_KNOWN}"
    else:
        span = figure_range(total["low_ug"], total["high_ug"])
        words = f"{at_least(amount, total['coverage'])} µg K2" + (f" ({span})" if span else "")
    if not total["supplement_ug"]:
        return words
    return f"{words}, and {figure(total['supplement_ug'])} µg from supplements"


def dish_form_notes(intake: pd.DataFrame) -> list[str]:
    """Say how much of each form a dish holds, and of which nothing is known.

    Parameters
    ----------
    intake : pandas.DataFrame
        Of one dish, see `dish_intakes`.
    """
    rows = intake[intake["component"].isin((*FORMS, K2_TOTAL))].set_index("component")
    known = rows["estimate_ug"].notna()
    if not known.any():
        return ["Nothing is known of its K2. It counts as missing, not as zero."]
    known_rows = rows.loc[known & (rows.index != K2_TOTAL)]
    amounts = [
        f"{LABELS[form]} {at_least(figure(amount), coverage)}"
        for form, amount, coverage in zip(
            known_rows.index, known_rows["estimate_ug"], known_rows["coverage"], strict=True
        )
    ]
    notes = ("By form, µg", ", ".join(amounts)), ("Not known", forms_without_data(intake))
    return [f"{start}: {words}." for start, words in notes if words]
