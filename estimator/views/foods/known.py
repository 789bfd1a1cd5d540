"""How a figure of a food of the table is known, in words, and what a dish is made of."""

from __future__ import annotations

from functools import cache
from typing import Final

from estimator.composition.dishes import recipe_of
from estimator.composition.table import composition_table
from estimator.foods.data_package import read_table
from estimator.foods.sources import cite
from estimator.foods.table import food_table
from estimator.pandas_on_use import pd
from estimator.views.shared.figures import NOT_KNOWN, counted

STATUS_WORDS: Final = {
    "measured": "measured",
    "apportioned": "split of a measured total",
    "borrowed": "from a similar food",
    "predicted": "predicted from foods like it",
    "assumed_zero": "assumed to be none",
    "partial": "a floor: some forms only",
    "bounded": "only a ceiling known",
    "unknown": NOT_KNOWN,
}
TOO_NARROW: Final = frozenset({"organ meats"})
"""Groups whose ranges hold less than they should: one laboratory alone read most of their forms."""
ONE_LABORATORY: Final = ", by one laboratory"
_OF_A_DISH: Final = {
    "partial": "a floor: some ingredients only",
    "assumed_zero": STATUS_WORDS["assumed_zero"],
    "unknown": NOT_KNOWN,
}
_NAMED: Final = 3
"""Foods named of those that something was predicted from."""
ASSUMPTION: Final = "assumption"


def how_known(food_id: str, cells: pd.DataFrame, region: str) -> list[str]:
    """Say of each cell of a food of the table how it is known.

    Parameters
    ----------
    food_id : str
    cells : DataFrame
        ``component``, ``status`` and ``n_readings``.
    region : str
        Where the food is from.
    """
    if not recipe_of(food_id).empty:
        return [_of_a_dish(status) for status in cells["status"]]
    is_alone = food_table().foods[food_id].group in TOO_NARROW
    return [
        _predicted_from(food_id, row["component"], region)
        if row["status"] == "predicted"
        else STATUS_WORDS[row["status"]]
        + (ONE_LABORATORY if is_alone and row["n_readings"] == 1 else "")
        for row in cells.to_dict("records")
    ]


def dish_recipe_lines(food_id: str) -> list[str]:
    """Say what a dish is made of, and who says so; nothing where a food is no dish."""
    rows = recipe_of(food_id)
    if rows.empty:
        return []
    foods = food_table().foods
    parts = "; ".join(
        f"{foods[one].name} {100 * share:.0f} %"
        for one, share in zip(rows["ingredient_id"], rows["share"], strict=True)
    )
    sources = [source for source in rows["source_id"].unique() if source != ASSUMPTION]
    said = "; ".join(
        ", ".join((citation.text, *citation.addresses)) for citation in cite(pd.Series(sources))
    )
    notes = [
        f"{foods[one].name}: {note}."
        for one, note in zip(rows["ingredient_id"], rows["note"], strict=True)
        if note
    ]
    return [
        f"A recipe, by weight: {parts}. What it holds is what they hold.",
        f"Whose recipe: {said or 'our assumption'}.",
        *notes,
    ]


def _of_a_dish(status: str) -> str:
    return _OF_A_DISH.get(status, f"from its ingredients, mostly {STATUS_WORDS[status]}")


def _predicted_from(food_id: str, component: str, region: str) -> str:
    """Name the foods that a component was predicted from, those with most readings first."""
    for kind, kin in _kin(food_id).items():
        analysed = _readings(region, component).reindex(kin).dropna()
        if len(analysed):
            most = analysed.sort_values(ascending=False, kind="stable").index[:_NAMED]
            names = "; ".join(food_table().foods[str(one)].name for one in most)
            such = "such as " if len(analysed) > len(most) else ""
            foods = counted(len(analysed), f"food of its {kind}", f"foods of its {kind}")
            return f"predicted from {foods}: {such}{names}"
    return STATUS_WORDS["predicted"]


def _kin(food_id: str) -> dict[str, list[str]]:
    """Return the other foods of the kinds that a food is of, the narrowest kind first."""
    foods = _foods()
    (food,) = foods.index[foods["food_id"] == food_id]
    others = foods.drop(index=food)
    return {
        kind: others.loc[others[kind] == foods[kind][food], "food_id"].tolist()
        for kind in ("subgroup", "group")
        if kind in foods
    }


@cache
def _foods() -> pd.DataFrame:
    return read_table("foods")


@cache
def _readings(region: str, component: str) -> pd.Series[int]:
    """Return how many readings there are of a component, of the foods in which it was analysed."""
    table = composition_table()
    cells = table[(table["region"] == region) & (table["component"] == component)]
    return cells[cells["status"] == "measured"].set_index("food_id")["n_readings"]
