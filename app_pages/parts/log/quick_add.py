"""The quick-add box: text is read as it is typed, shown, and logged with Enter."""

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from app_pages.parts.log import follow_up, food_list, repeats
from app_pages.parts.shared import keyboard, read_rows, request_token, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import MEALS, Entry, Profile, ToLog
from estimator.errors import InputError
from estimator.views.log.food_list import Offer, personal_offers
from estimator.views.log.quick_add import (
    empty_words,
    language_words,
    left_text,
    logged_words,
    reading_words,
)
from estimator.views.shared.markdown import plain
from estimator.words import LONGEST_TEXT


def draw(profile: Profile, foods: PersonalFoods, day: date, eaten: Sequence[Entry]) -> None:
    """Draw the box, what it is read as, the button that logs it, and what is eaten often.

    Parameters
    ----------
    profile : Profile
    foods : PersonalFoods
        Of that person.
    day : datetime.date
        The day that is shown.
    eaten : sequence of Entry
        What is logged on it.
    """
    token = request_token.current()
    box = f"eaten-{token}"
    keyboard.focus_at_start(box)
    lately = session.diary().repeats.suggestions(profile.id)
    with st.container(key="box"):
        _draw_box(profile, box, personal_offers(profile, foods, lately))
        with st.container(horizontal=True, vertical_alignment="center", key="box-row"):
            meal_key = _draw_meals(profile, day)
            st.button(
                "Log it",
                key="log-it",
                type="primary",
                on_click=safely.callback(_log),
                args=(profile, day, token, box, meal_key),
            )
    with st.container():
        follow_up.draw(profile, foods, day, box, eaten)
        repeats.draw(profile, foods, day, box, lately, eaten)


def _draw_meals(profile: Profile, day: date) -> str:
    """Ask for the meal; return the key of the choice.

    Today it begins with the meal of the hour; which meal of an earlier day somebody has in mind,
    nobody can guess. What is chosen stays for that day, until the hour is that of another meal.
    """
    people = session.diary().people
    likely = people.meal_now(profile.id) if day == people.today(profile.id) else None
    key = f"meal-{day}-{likely}"
    st.pills(
        "Meal",
        MEALS,
        default=likely,
        format_func=str.capitalize,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    return key


@safely.fragment
def _draw_box(profile: Profile, box: str, offers: Sequence[Offer]) -> None:
    """Read the box as it is typed into; nothing else on the page is drawn anew."""
    text = st.text_input(
        "What did you eat?",
        key=box,
        # Without a pause fast typing queues; a longer one would be most of the time until
        # the reading is shown. See docs/benchmarks.md.
        live="30ms",
        max_chars=LONGEST_TEXT,
        placeholder="2 eggs, 30 g gouda, 1 pack natto",
        autocomplete="off",
    ).strip()
    st.session_state["typed"] = text
    food_list.draw(profile.region, offers)
    # A place of its own, however many rows are above it, so that its changes are heard.
    rows_place, words_place = st.container(key="read-as"), st.container(key="read-words")
    with rows_place:
        words, understood = _draw_reading(profile, text, box)
    with words_place:
        st.caption(words, help=None if text else language_words())
        # The key Enter logs only what is on the screen, and what it would log is said only while
        # that is so; see keyboard.js.
        read = escape(text, quote=True)
        shown = read if understood else ""
        st.html(f'<span hidden data-read="{read}" data-understood="{shown}"></span>')


def _draw_reading(profile: Profile, text: str, box: str) -> tuple[str, bool]:
    """Draw how the text is read; return what Enter would do, in words, and whether it would."""
    if not text:
        return empty_words(), False
    try:
        with session.diary().look():
            read = read_rows.draw(profile, text, box)
    except InputError as error:
        st.error(plain(str(error)))
        return "", False
    # Only now: until then what was read before is on the screen.
    st.session_state["read"] = read
    return reading_words(read.understood, read.rest), bool(read.understood)


def _log(profile: Profile, day: date, token: str, box: str, meal_key: str) -> None:
    """Log what was shown, once however often the button is clicked, and begin anew."""
    read: read_rows.ShownRows = st.session_state.get("read", read_rows.ShownRows())
    if not read.is_of(st.session_state.get(box, "")) or not read.understood:
        # Typed on since it was read, or another food chosen: it is read again, and shown, before
        # it is logged.
        keyboard.focus(box)
        return
    items = [
        ToLog(
            date=day,
            item_id=row.item.item_id,
            amount=row.amount,
            unit=row.unit,
            meal=row.meal or st.session_state.get(meal_key),
            token=f"{token} {place}",
            amount_kind=row.amount_kind,
            typed=row.text,
        )
        for place, row in enumerate(read.understood)
    ]
    logged: list[Entry] = []
    if session.attempt(
        lambda: logged.extend(session.diary().entries.log_many(profile.id, items)),
        logged_words(read.understood),
    ):
        request_token.renew()
        box = f"eaten-{request_token.current()}"
        st.session_state[box] = left_text(read.rest)
        keyboard.focus(box)
        if logged:
            follow_up.after(logged)
