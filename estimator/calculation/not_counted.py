"""Which foods could not be wholly counted."""

from dataclasses import dataclass
from itertools import compress

from estimator.calculation.quantity_table import QuantityTable
from estimator.components import FORMS, K2_TOTAL
from estimator.composition.matrix import CompositionMatrix


@dataclass(frozen=True)
class NotCounted:
    """A food eaten in a period, whose content of some form is not known."""

    item: str
    grams: float
    known: tuple[str, ...]
    """The forms whose content is known."""
    total_lacks: bool
    """Whether the K2 total is not wholly known, so that the food makes it a floor."""


def not_counted(eaten: QuantityTable, matrix: CompositionMatrix) -> list[NotCounted]:
    """Name the foods eaten whose content of some form is not known, by period."""
    _, item, quantity, _ = eaten.amounts()
    is_food = item < matrix.n_foods
    columns = [matrix.components.index(form) for form in (*FORMS, K2_TOTAL)]
    known = matrix.known[item[is_food]][:, columns].tolist()
    return [
        NotCounted(
            item=matrix.items[row],
            grams=float(grams),
            known=tuple(compress(FORMS, holds)),
            total_lacks=not holds[-1],
        )
        for row, grams, holds in zip(item[is_food], quantity[is_food], known, strict=True)
        if not all(holds)
    ]
