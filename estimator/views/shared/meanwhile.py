"""Says what became of something meanwhile, while it was being edited in this window."""

from estimator.diary_values import DayMark, Entry
from estimator.measures.amounts import amount_text


def happened_words(name: str, shown: Entry, now: Entry | None) -> str:
    """Say that an entry was changed or deleted, and what to do with what was typed.

    Parameters
    ----------
    name : str
        Of what was eaten.
    shown : Entry
        As it was when its form was opened.
    now : Entry or None
        As it is, None where it is gone.
    """
    if now is None:
        return (
            f"{name} was deleted meanwhile, in another window; nothing was saved. What you typed "
            "is kept: log it as a new entry, or cancel."
        )
    return (
        f"{name} was changed meanwhile, in another window; nothing was saved. "
        f"It is now: {_differences(shown, now)}. What you typed is kept: save it over the newer "
        "one, log it as a new entry, or cancel."
    )


def _differences(shown: Entry, now: Entry) -> str:
    parts = {
        f"{amount_text(now.amount)} {now.unit}": (now.amount, now.unit)
        != (shown.amount, shown.unit),
        f"on {now.date}": now.date != shown.date,
        now.meal or "no meal": now.meal != shown.meal,
        f"at {now.eaten_at:%H:%M}" if now.eaten_at else "no time": now.eaten_at != shown.eaten_at,
        f"note “{now.note}”" if now.note else "no note": now.note != shown.note,
        "of another food": now.item_id != shown.item_id,
    }
    return ", ".join(words for words, differs in parts.items() if differs) or "as it was"


def edited_words(name: str, deleted: bool) -> str:
    """Say that something was changed or deleted while it was being edited in this window."""
    return (
        f"{name} was {'deleted' if deleted else 'changed'} meanwhile, in another window. What you "
        "typed is kept: save it all the same, or cancel to see what there is now."
    )


def note_words(now: DayMark) -> str:
    """Say that the note of a day was changed while another was typed."""
    became = f"to “{now.note}”" if now.note else "to nothing"
    return (
        f"The note of this day was changed meanwhile, in another window, {became}. What you typed "
        "is kept in the field, and not saved."
    )
