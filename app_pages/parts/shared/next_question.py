"""The question that would narrow a week's range most; once put aside, it isn't asked again."""

from collections.abc import Callable, Collection, Hashable

import streamlit as st

from app_pages.parts.shared import safely, session
from app_pages.parts.shared.kept import kept
from estimator.calculation.intake import Estimate
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.next_question import Question, next_question
from estimator.views.shared.markdown import plain
from estimator.views.shared.next_question import question_words


def draw(
    profile: Profile, foods: PersonalFoods, week: Callable[[], Estimate], seen: Hashable = None
) -> None:
    """Draw the question, where there is one, and the way to be rid of it.

    Parameters
    ----------
    profile : Profile
    foods : PersonalFoods
        Of that person.
    week : callable
        Returns the estimate of all of the week.
    seen : hashable, optional
        What the estimate is of: it is worked out again only if that is something else.
    """
    aside = session.diary().questions.aside(profile.id)
    # Where nobody says what it is of, it is found anew.
    key = (profile, len(foods.versions), aside, seen or object())
    found = kept("next-question", key, lambda: _find(profile, foods, week(), aside))
    if found is None:
        return
    asked, days = found
    with st.container(key="next-question"):
        st.markdown(plain(question_words(asked, foods.table, days)))
        st.button(
            "Don't ask this again",
            key="next-question-aside",
            type="tertiary",
            on_click=safely.callback(_put_aside),
            args=(profile.id, asked),
        )


def _find(
    profile: Profile, foods: PersonalFoods, week: Estimate, aside: Collection[str]
) -> tuple[Question, int] | None:
    """Return the question and the days that are logged, or None."""
    composition = foods.composition(profile.region)
    asked = next_question(week, foods.table.items, composition, aside)
    days = int(week.k2[0]["days_logged"])
    return None if asked is None else (asked, days)


def _put_aside(profile_id: int, asked: Question) -> None:
    session.attempt(
        lambda: session.diary().questions.put_aside(profile_id, asked.key),
        "This won't be asked again.",
        of=("next-question", asked.key),
    )
