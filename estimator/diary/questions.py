"""Questions that a person doesn't want to be asked again."""

from collections.abc import Callable
from datetime import datetime

from estimator.diary.people import found, reading
from estimator.diary_values import QUESTION_LENGTH
from estimator.errors import InputError
from estimator.store import Store


class Questions:
    """What the people of a diary are not asked any more.

    Parameters
    ----------
    store : Store
        The open database.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def aside(self, profile_id: int) -> frozenset[str]:
        """Return the keys of the questions that were put aside."""
        with reading(self._store, profile_id) as reader:
            return reader.put_aside(profile_id)

    def put_aside(self, profile_id: int, question: str) -> None:
        """Ask a question never again; undoing lets it be asked.

        Raises
        ------
        InputError
            If it is no key of a question.
        """
        if not (0 < len(question) <= QUESTION_LENGTH and question.isprintable()):
            raise InputError("There is no such question. Reload the page.")
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            if question not in writer.put_aside(profile_id):
                writer.put_question_aside(profile_id, question)
