"""Log: what was eaten on a day, and the K2 in it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from app_pages.parts.log import (
    answer,
    day_notes,
    entry_form,
    entry_list,
    quick_add,
    start,
    week_strip,
)
from app_pages.parts.shared import next_question, nothing_logged, session
from app_pages.parts.shared.contributions import draw_contributions
from app_pages.parts.shared.dates import choose_date
from app_pages.parts.shared.wide import widen
from estimator.calculation.intake import Estimate
from estimator.diary.entry_frames import frame_of
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Entry, Profile
from estimator.periods import monday_of
from estimator.views.log.answer import day_answer
from estimator.views.log.week_strip import week_strip as strip_days
from estimator.views.shared.days import (
    day_words,
    entry_lines,
    form_notes,
    form_table,
    without_blank,
)
from estimator.views.shared.k1 import WEEKS_BEFORE, k1_day_words
from estimator.views.shared.uncertainty import uncertainty_words

STYLE = """<style>
.st-key-day-row h1 { padding: 0; }
.st-key-day-row [data-testid=stHeading] > * { margin-bottom: 0; }
.st-key-box [data-testid=InputInstructions] { display: none; }
/* What was read: the food and how much at the left, what it holds at the right. */
.stMain .st-key-read-as .stMarkdown p { max-width: none; }
.st-key-read-as .stMarkdown p > strong + strong { float: right; margin-left: 1rem; }
.st-key-box, .st-key-box [data-testid=stVerticalBlock] { gap: .5rem; }
[data-k2-reading] .st-key-read-words p { visibility: hidden; }
.st-key-read-words p { position: relative; }
[data-k2-reading] .st-key-read-words p::after {
  content: "Reading …"; visibility: visible; position: absolute; left: 0;
}
[data-k2-reading] .st-key-read-as { opacity: .5; transition: opacity .1s .3s; }
/* In view beside meals of any length. */
div:has(> .st-key-answer) { position: sticky; top: var(--head); }
.st-key-eaten-head h2 { padding: .25rem 0; }
@media (max-width: 640px) {
  /* The answer first, where one column has to do. */
  .st-key-today [data-testid=stColumn]:has(.st-key-answer) { order: -1; }
  div:has(> .st-key-answer) { position: static; }
  .st-key-day-row h1 { font-size: 1.4rem; }
  .st-key-day-row > :first-child { flex-basis: 100%; }
  /* The box near the thumb, at its foot, with what it was read as above it. */
  div:has(> .st-key-box) {
    position: fixed; inset: auto 0 var(--below); z-index: 85; width: auto;
    background: light-dark(#fdfcf9, #171614);
    border-top: 1px solid light-dark(#d9d5cb, #45433e);
  }
  .st-key-box { max-height: 60vh; overflow-y: auto; padding: .3rem 1rem .5rem; }
  .st-key-box, .st-key-read-as { gap: .5rem; }
  .st-key-box :is(
    div:has(> div > [class*=st-key-eaten-] > .stTextInput),
    div:has(> [class*=st-key-eaten-] > .stTextInput)
  ) { display: contents; }
  .st-key-box [class*=st-key-eaten-]:has(> .stTextInput) {
    order: 2; position: sticky; bottom: 0; z-index: 1; background: light-dark(#fdfcf9, #171614);
  }
  /* While foods are offered, there is no room for more than what Enter would log. */
  .st-key-box:has(.food-list ul:not([hidden])) div:has(> .st-key-read-as) { display: none; }
  .st-key-box > div:has(> .st-key-box-row) { order: 1; }
  .st-key-box .stTextInput label { min-height: 0; margin-bottom: .1rem; }
  .st-key-box-row { flex-wrap: nowrap; justify-content: space-between; gap: .3rem; }
  .st-key-box-row [data-testid=stButtonGroup] button { padding-inline: .65rem; }
  .st-key-box:has(.stTextInput input:placeholder-shown):not(:focus-within)
    :is(.st-key-box-row, .stElementContainer:not(:has(> .stTextInput))),
  .st-key-box:has(.stTextInput input:placeholder-shown):not(:focus-within)
    div:has(> .st-key-read-as) { display: none; }
  /* Nor is more of it there while an entry is seen to. */
  .stMain:has(:is(.stForm, .entry-rows) :focus) .st-key-box
    :is(.st-key-box-row, .stElementContainer:not(:has(> .stTextInput))),
  .stMain:has(:is(.stForm, .entry-rows) :focus)
    .st-key-box div:has(> .st-key-read-as) { display: none; }
  .stMain { --done: calc(var(--below) + 5.9rem); }
}
/* What was done stands on top of the box, however high that is by now. */
@supports (bottom: anchor(top)) {
  @media (max-width: 640px) {
    div:has(> .st-key-box) { anchor-name: --box; }
    .stMain div:has(> .st-key-done [data-testid=stAlert]) {
      position: fixed; position-anchor: --box; inset: auto 0 anchor(top); width: auto;
      padding-inline: 1rem; background: light-dark(#fdfcf9, #171614);
    }
  }
}
</style>"""


def draw() -> None:
    """Draw the page."""
    widen()
    st.html(STYLE)
    if session.chosen_profile() is None:
        st.title("Log", anchor=False)
    profile = session.current_profile()
    nothing_logged.draw_sample_banner(profile)
    diary = session.diary()
    today = diary.people.today(profile.id)
    logged = diary.entries.span(profile.id)
    # Where a clock or a time zone was set back, something may be logged after today.
    last = max(today, logged[1]) if logged else today
    with st.container(horizontal=True, vertical_alignment="center", key="day-row"):
        heading = st.container(width="content")
        day = choose_date("Day", "day", today, timedelta(days=1), last)
    heading.title(day_words(day, today), anchor=False)
    foods = diary.foods(profile.id)
    monday = monday_of(day)
    week = diary.entries.of(profile.id, monday, monday + timedelta(days=6))
    frame = frame_of(week)
    by_day = foods.estimate(profile, frame, "day") if week else None
    week_strip.draw(strip_days(by_day, day, last), _open_day)
    entries = [entry for entry in week if entry.date == day]
    estimated = by_day.only(day.isoformat()) if by_day and entries else None
    with st.container(key="today"):
        main, side = st.columns([7, 4], gap="medium")
        with main:
            _draw_meals(profile, foods, day, week, frame, estimated, new=logged is None)
        with side:
            called = "today" if day == today else f"on {day:%A}"
            answer.draw(
                day_answer(estimated, foods.table) if estimated else None,
                called,
                _k1(profile, foods, day, entries) if entries and profile.takes_vka else "",
                new=logged is None,
            )
    session.draw_done(profile)


def _k1(profile: Profile, foods: PersonalFoods, day: date, entries: Sequence[Entry]) -> str:
    """Say how much K1 the day gave, beside the person's own days before."""
    first, last = day - timedelta(weeks=WEEKS_BEFORE), day - timedelta(days=1)
    before = session.diary().entries.frame(profile.id, first, last)
    return k1_day_words(foods, profile, frame_of(entries), before)


def _open_day(day: date) -> None:
    st.session_state["day"] = day


def _draw_meals(
    profile: Profile,
    foods: PersonalFoods,
    day: date,
    week: Sequence[Entry],
    frame: pd.DataFrame,
    estimated: Estimate | None,
    *,
    new: bool,
) -> None:
    """Draw the box, what was eaten on a day of a week, and where its K2 came from.

    Parameters
    ----------
    profile, foods, day
    week : sequence of Entry
        Of the week of that day.
    frame : DataFrame
        Those entries as records for an estimate.
    estimated : Estimate or None
        Of the day.
    new : bool
        Whether nothing is logged on any day.
    """
    entries = [entry for entry in week if entry.date == day]
    quick_add.draw(profile, foods, day, entries)
    starting = start.is_open(new=new)
    if starting and not entries:
        start.draw(profile, new=new)
    if estimated is not None:
        # In places of their own, like a notice.
        with st.container():
            entry_list.draw(profile, foods, entry_lines(entries, foods, profile.region))
        day_notes.draw(profile, day)
        with st.container():
            _draw_closer_look(foods, estimated)
            # Below the meals: nothing of the day is pushed down by it.
            next_question.draw(
                profile,
                foods,
                lambda: foods.estimate(profile, frame, None),
                seen=tuple((entry.id, entry.updated_at) for entry in week),
            )
        if starting:
            start.draw(profile, new=False)
    elif editing := entry_form.open_entry_on(day):
        entry_form.draw(profile, foods, editing)


def _draw_closer_look(foods: PersonalFoods, estimated: Estimate) -> None:
    """Show the K2 of the day form by form and food by food."""
    by_form = st.expander("By form", key="by-form", on_change="rerun")
    if by_form.open:
        with by_form:
            st.table(
                without_blank(form_table(estimated.intake)), hide_index=True, border="horizontal"
            )
            st.caption(form_notes(estimated.intake))
    draw_contributions(estimated, foods, "day", opened=False)
    if unsure := uncertainty_words(estimated.k2[0]):
        st.markdown(f"**What is uncertain?** {unsure}")


session.show(draw)
