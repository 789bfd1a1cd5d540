"""Lines of a diary as they are read with the table of the program."""

from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import Row, Understood, read_words


def read(text: str, language: str = "") -> list[Row]:
    """Return the rows of a text."""
    return read_words(text, food_table(), Measures(), language=language)


def eaten(text: str, language: str = "") -> list[tuple[str, float] | None]:
    """Return the foods of a text with their grams, None for a food that is asked about."""
    return [
        (row.item.item_id, round(row.quantity, 1)) if isinstance(row, Understood) else None
        for row in read(text, language)
    ]
