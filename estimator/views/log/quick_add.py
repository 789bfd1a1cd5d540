"""Words for how the text of the quick-add box was understood."""

from collections.abc import Sequence

from estimator.composition.matrix import CompositionMatrix
from estimator.foods.items import Food
from estimator.measures.measure_words import measure_words
from estimator.views.shared.days import NO_K2, amount_words, k2_words
from estimator.views.shared.figures import counted
from estimator.views.shared.markdown import plain
from estimator.words import LANGUAGES, NotUnderstood, Understood
from estimator.words.eaten_with import NO_FOOD


def row_words(row: Understood, matrix: CompositionMatrix) -> str:
    """Say how an item was read, what it adds, and what was taken for granted.

    Parameters
    ----------
    row : Understood
    matrix : CompositionMatrix
        As the person has it.
    """
    amount, adds = _amount_and_k2(row, matrix)
    return " ".join([f"{row.item.name}: {amount} · {adds}.", row.assumed]).strip()


def row_markdown(row: Understood, matrix: CompositionMatrix) -> str:
    """Say the same in Markdown: what counts in bold, what was taken for granted small below it."""
    amount, adds = map(plain, _amount_and_k2(row, matrix))
    line = f"**{plain(row.item.name)}** {amount} **{adds}**"
    return f"{line}  \n:small[{plain(row.assumed)}]" if row.assumed else line


def _amount_and_k2(row: Understood, matrix: CompositionMatrix) -> tuple[str, str]:
    amount = amount_words(row.amount, row.unit, row.quantity, isinstance(row.item, Food))
    k2 = k2_words(matrix, row.item.item_id, row.quantity)
    return amount, f"adds {k2}" if k2.startswith(NO_K2) else k2


def names_nothing(row: NotUnderstood) -> bool:
    """Return whether no food is named yet, as while one types "2" on the way to "2 eggs"."""
    # One letter is a word in Japanese alone.
    begun = row.text.isascii() and sum(map(str.isalpha, row.text)) == 1
    return begun or row.reason == NO_FOOD


def row_reason(row: NotUnderstood) -> str:
    """Say why a food is not logged yet."""
    return f"“{row.text}” is not logged until you choose. {row.reason}"


def empty_words() -> str:
    """Say what the box reads, while it is empty."""
    return "Foods with commas between them. Enter logs what is shown."


def language_words() -> str:
    """Say which languages the box reads."""
    *others, last = LANGUAGES.values()
    return f"Foods in {', '.join(others)} or {last}."


def reading_words(understood: Sequence[Understood], rest: Sequence[NotUnderstood]) -> str:
    """Say what Enter would log and what would stay in the box.

    Examples
    --------
    >>> reading_words([], [])
    'Nothing to log yet.'
    """
    if not understood:
        return "Nothing to log yet."
    sentence = f"Enter logs {counted(len(understood), 'item')}"
    if rest:
        texts = ", ".join(f"“{row.text}”" for row in rest)
        return f"{sentence}. Not counted, and left in the box: {texts}."
    return f"{sentence}."


def logged_words(understood: Sequence[Understood]) -> str:
    """Say what was logged."""
    names = [f"{row.item.name}, {measure_words(row.amount, row.unit)}" for row in understood]
    return f"Added: {'; '.join(names)}."


def left_text(rest: Sequence[NotUnderstood]) -> str:
    """Return what stays in the box once the rest is logged."""
    return "; ".join(row.text for row in rest)
