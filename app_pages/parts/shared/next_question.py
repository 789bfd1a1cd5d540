"""The question that would narrow a week's range most; once put aside, it isn't asked again."""

import streamlit as st

from app_pages.parts.shared import safely, session
from estimator.calculation.intake import Estimate
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.insight.next_question import Question, next_question
from estimator.views.shared.markdown import plain
from estimator.views.shared.next_question import question_words


def draw(profile: Profile, foods: PersonalFoods, week: Estimate) -> None:
    """Draw the question, where there is one, and the way to be rid of it.

    Parameters
    ----------
    profile : Profile
    foods : PersonalFoods
        Of that person.
    week : Estimate
        Of all of the week.
    """
    asked = next_question(
        week,
        foods.table.items,
        foods.composition(profile.region),
        session.diary().questions.aside(profile.id),
    )
    if asked is None:
        return
    days = int(week.periods["days_logged"].iloc[0])
    with st.container(key="next-question"):
        st.markdown(plain(question_words(asked, foods.table, days)))
        st.button(
            "Don't ask this again",
            key="next-question-aside",
            type="tertiary",
            on_click=safely.callback(_put_aside),
            args=(profile.id, asked),
        )


def _put_aside(profile_id: int, asked: Question) -> None:
    session.attempt(
        lambda: session.diary().questions.put_aside(profile_id, asked.key),
        "This won't be asked again.",
        of=("next-question", asked.key),
    )
