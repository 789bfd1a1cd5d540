"""Supplements as other tools write them: by form and dose, or by maker and brand alone."""

import re
from typing import Final, NamedTuple

from estimator.components import FORMS
from estimator.foods.items import Item, Supplement
from estimator.foods.table import FoodTable

_VITAMIN_K: Final = re.compile(r"\b(vit(amin)?\.? ?k-? ?2?|k-?2|menaquinone|menatetrenone)\b", re.I)
_FORM: Final = re.compile(r"\b(?:mk|menaquinone)[- ]?(\d{1,2})\b", re.IGNORECASE)
_DOSE: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s?(mcg|µg|μg|ug|mg)\b", re.IGNORECASE)

_MAKERS: Final = re.compile(
    r"\b(life extension|thorne|solgar|nature made|jarrow( formulas)?|doctor'?s best|"
    r"pure encapsulations|puritan'?s pride|nordic naturals|carlson labs|naturewise|megafood|"
    r"rainbow light|vitafusion|smartypants|nutricost|naturelo|innovixlabs|orthomol|doppelherz|"
    r"vitabiotics|centrum|one a day|emergen-?c|supradyn|berocca)\b",
    re.IGNORECASE,
)
"""Makers who sell supplements and hardly any foods, and multivitamins known by their brand."""
_KINDS: Final = re.compile(
    r"\b(supplements?|multi-?vitamins?|multi-?minerals?|softgels?|caplets?|super ?k)\b|"
    r"(^|, ?| [-–] )vit(amin)?\.? ?[a-ek]\b",
    re.IGNORECASE,
)
"""Words that name a supplement, whoever made it; a vitamin does where a part begins with it."""
_HOLDS_K: Final = re.compile(
    r"\b(super ?k|k-?2|vit(amin)?\.? ?k-?\d?|k complex|d3? ?[+&/] ?k)\b", re.I
)

_OF_K: Final = (
    "By its name it is a supplement of vitamin K, whose form and dose the file doesn't say. Choose "
    "one of the same form and dose, or describe it as an own supplement by its label."
)
_OTHER: Final = (
    "By its name it is a supplement, and none of the table. If its label names vitamin K2, "
    "describe it as an own supplement; else leave it out, for good."
)


class Named(NamedTuple):
    """What a name in a file may be.

    Attributes
    ----------
    item : Food, Supplement or None
        None where a person has to choose.
    proposed : tuple of Food or Supplement
        The likeliest first.
    said : str
        What was taken for granted.
    dose_unknown : bool
        Whether it is a supplement of which the name does not say how much is in one.
    why : str
        Why there is no item, where that is known.
    """

    item: Item | None
    proposed: tuple[Item, ...] = ()
    said: str = ""
    dose_unknown: bool = False
    why: str = ""


def names_a_form(name: str) -> bool:
    """Return whether a name has a form of K2 in it, as MK-7."""
    return bool(_FORM.search(name))


def names_its_form(name: str) -> bool:
    """Return whether a name says which form, or how much, of vitamin K is in a supplement."""
    return names_a_form(name) or bool(_VITAMIN_K.search(name) and _DOSE.search(name))


def supplement_named(name: str, table: FoodTable) -> Named:
    """Return the supplement of the forms and the dose that a name says."""
    forms = {f"MK{number}" for number in _FORM.findall(name)} & set(FORMS)
    fitting = [
        item
        for item in table.supplements.values()
        if forms and {form for form in item.dose_ug if form in FORMS} == forms
    ]
    own = [item for item in fitting if item.item_id in table.own_ids]
    doses = [
        float(number.replace(",", ".")) * (1000 if unit.casefold() == "mg" else 1)
        for number, unit in _DOSE.findall(name)
    ]
    if len(forms) != 1 or not fitting:
        return Named(None, tuple(fitting or table.supplements.values()))
    (form,) = forms
    of_dose = [item for item in (own or fitting) if item.dose_ug[form] in doses]
    if len(of_dose) == 1:
        return Named(of_dose[0], tuple(fitting))
    # Where the amount is in µg, one is as good as another.
    plain = next((one for one in fitting if not _is_medicine(one)), fitting[0])
    return Named(plain, tuple(fitting), dose_unknown=True)


def supplement_by_maker(name: str, table: FoodTable) -> Named | None:
    """Return that a name is of a supplement which nothing in it tells; None for other names.

    Foods that are spelt a little like it are no proposals: "Super K" is no beer.

    Examples
    --------
    >>> from estimator.foods.table import food_table
    >>> found = supplement_by_maker("Life Extension, Super K", food_table())
    >>> found.item is None, found.proposed[0].name
    (True, 'Vitamin K2 blend, MK-4 500 µg and MK-7 100 µg')
    """
    if not (_MAKERS.search(name) or _KINDS.search(name)):
        return None
    if not _HOLDS_K.search(name):
        return Named(None, why=_OTHER)
    plain = [one for one in table.supplements.values() if not _is_medicine(one)]
    # A brand that says neither form nor dose is mostly a blend, as forms sell by their names.
    own_first = sorted(
        plain, key=lambda one: (one.item_id not in table.own_ids, -_forms_in(one), one.item_id)
    )
    return Named(None, tuple(own_first), why=_OF_K)


def _is_medicine(one: Supplement) -> bool:
    return one.item_id.startswith("medicine")


def _forms_in(one: Supplement) -> int:
    return sum(form in FORMS for form in one.dose_ug)
