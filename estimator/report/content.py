"""What a report says: facts of a span, each with its range and coverage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

from estimator import __version__
from estimator.calculation.intake import Estimate, per_logged_day
from estimator.components import FORMS, LABELS, REGION_NAMES
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.version import data_version
from estimator.insight.series import by_form, series
from estimator.insight.steadiness import between_weeks, daily_totals, largest_swing, within_weeks
from estimator.periods import monday_of
from estimator.report.bars import Bar
from estimator.report.in_short import short_words
from estimator.report.k1 import k1_sections
from estimator.report.section import Section, written
from estimator.views.about.about import METHOD_IN_SHORT, NOT_MEASURED, SOURCES_IN_SHORT, vka_notice
from estimator.views.shared.caveat import general_caveat, period_caveat
from estimator.views.shared.contributions import food_ranking, not_counted_lines, supplement_table
from estimator.views.shared.days import ANALYSED_NOTE, form_table, forms_without_data, headline
from estimator.views.shared.figures import at_least, counted, figure, figure_range, percent
from estimator.views.shared.spans import date_words, span_words
from estimator.views.trends.steadiness import (
    k1_words,
    steady_words,
    swing_words,
    variations_words,
)

TITLE: Final = "K2 intake report"
_DAYS_BY_DAY: Final = 14
"""Of a longer span the weeks are drawn, not the days."""
_BARS: Final = 26
"""As many as can be told apart across a page; of more the last are drawn."""
_FOODS: Final = 10
_COUNTED: Final = "food and supplements"
"""What steadiness is of."""


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    running_title: str
    """Tells a sheet of it from the sheets of others."""
    facts: Sequence[str]
    """Whose, of when, of how many days."""
    warning: str
    """What people on a vitamin K antagonist must know; "" for others."""
    sections: Sequence[Section]
    footer: Sequence[str]

    def texts(self) -> Iterator[str]:
        """Return all that is written in it."""
        yield from (self.title, *self.facts, self.warning)
        for section in self.sections:
            yield from section.texts()
        yield from self.footer


def report_of(
    profile: Profile,
    foods: PersonalFoods,
    frame: pd.DataFrame,
    first: date,
    last: date,
    *,
    made_on: date,
    complete_only: bool = False,
    named: bool = True,
    with_samples: bool = False,
) -> Report:
    """Put together the report of a span.

    Parameters
    ----------
    profile : Profile
    foods : PersonalFoods
        Of that person.
    frame : DataFrame
        What was eaten in the span, as for `estimator.calculation.intake.estimate`; not empty.
    first, last : datetime.date
        Both included.
    made_on : datetime.date
    complete_only : bool
        Whether only days marked as complete are in the frame.
    named : bool
        Whether the name of the person is told.
    with_samples : bool
        Whether the diary has examples in it, which is told.
    """
    whole = foods.estimate(profile, frame, None, phylloquinone=True)
    days = int(whole.periods["days_logged"].iloc[0])
    subject = [*([profile.name] if named else []), span_words(first, last)]
    facts = [
        *subject,
        f"{counted(days, 'day')} logged of {(last - first).days + 1:,}"
        + (", only days marked as complete" if complete_only else ""),
        f"Food from: {REGION_NAMES[profile.region]}",
        *(["The diary has entries of a sample week, which nobody ate"] if with_samples else []),
    ]
    by_day = foods.estimate(profile, frame, "day")
    if (last - first).days < _DAYS_BY_DAY:
        over_time = _time_section(by_day, first, last)
        shown, step = frame, "day"
    else:
        begun, ended = _weeks_shown(frame, first, last)
        shown, step = frame[pd.to_datetime(frame["date"]) >= pd.Timestamp(begun)], "week"
        by_week = foods.estimate(profile, shown, "week")
        over_time = _time_section(by_week, begun, ended, cut=begun > first)
    contributions = whole.contributions()
    missing = not_counted_lines(whole.not_counted(), foods.table, _FOODS)
    sections = [
        Section("In short", paragraphs=[short_words(whole, by_day, foods.table)]),
        _intake_section(whole),
        over_time,
        *(k1_sections(whole, profile, foods, frame, shown, step) if profile.takes_vka else []),
        Section(
            "Foods that gave most",
            table=written(_short(food_ranking(contributions, foods.table, _FOODS))),
            notes=["µg of the whole span. Share: of the K2 from food."],
        ),
        *_supplement_sections(contributions, foods),
        _steadiness_section(by_day, whole, foods),
        *([Section("Not wholly counted, for want of data", items=missing)] if missing else []),
        Section("How it was estimated", paragraphs=[*METHOD_IN_SHORT, NOT_MEASURED]),
    ]
    return Report(
        title=TITLE,
        running_title=" · ".join([TITLE, *subject]),
        facts=facts,
        warning=vka_notice() if profile.takes_vka else "",
        sections=sections,
        footer=[
            *([] if profile.takes_vka else [vka_notice()]),
            SOURCES_IN_SHORT,
            f"Made on {date_words(made_on)} by K2 intake estimator {__version__} with food data "
            f"{data_version()}.",
        ],
    )


def _intake_section(whole: Estimate) -> Section:
    intake = per_logged_day(whole.intake)
    words = headline(intake)
    amounts = [
        f"K2 from food: {words.amount}"
        + (f", most likely {words.range} (90 % range)" if words.range else "")
        + (f"; {words.analysed}." if words.analysed else "."),
        f"From supplements, by label: {words.supplements}." if words.supplements else "",
    ]
    without_data = forms_without_data(intake)
    return Section(
        "Mean per logged day",
        paragraphs=[
            " ".join(filter(None, amounts)),
            f"{period_caveat(whole, 'span')} {general_caveat()}",
        ],
        table=written(
            form_table(intake).rename(
                columns={
                    "µg": "µg/day",
                    "Range": "Range (90 %)",
                    "Supplements, µg": "Supplements, µg/day",
                }
            )
        ),
        notes=[
            ANALYSED_NOTE,
            *([f"No data on what was eaten: {without_data}."] if without_data else []),
        ],
    )


def _weeks_shown(frame: pd.DataFrame, first: date, last: date) -> tuple[date, date]:
    """Return the first and the last day of the weeks drawn: all, or the last that are logged."""
    if monday_of(last) - monday_of(first) < timedelta(weeks=_BARS):
        return first, last
    ended = pd.to_datetime(frame["date"]).max().date()
    return max(first, monday_of(ended) - timedelta(weeks=_BARS - 1)), ended


def _time_section(estimated: Estimate, first: date, last: date, *, cut: bool = False) -> Section:
    step = str(estimated.by)
    rows = series(estimated, first, last)
    logged = rows[rows["days_logged"] > 0].to_dict("records")
    parts: dict[str, list[tuple[str, float]]] = {}
    for row in by_form(estimated).to_dict("records"):
        parts.setdefault(row["period"], []).append((row["part"], row["ug_per_day"]))
    bars = [
        Bar(
            label=f"{row['start'].day} {row['start']:%b}",
            parts=tuple(parts.get(row["period"], ())),
            low=row["low_ug_per_day"] if row["high_ug_per_day"] > 0 else 0.0,
            high=row["high_ug_per_day"] if row["high_ug_per_day"] > 0 else 0.0,
        )
        for row in rows.to_dict("records")
    ]
    table = pd.DataFrame(
        [
            (
                row["period"],
                str(row["days_logged"]),
                at_least(figure(row["ug_per_day"]), row["coverage"]),
                figure_range(row["low_ug_per_day"], row["high_ug_per_day"]),
                percent(row["analysed"]),
                figure(row["supplement_ug_per_day"]) if row["supplement_ug_per_day"] else "",
            )
            for row in logged
        ],
        columns=[
            step.capitalize(),
            "Days logged",
            "K2, µg/day",
            "Range (90 %)",
            "Analysed",
            "Supplements, µg/day",
        ],
    )
    told = "; ".join(f"{row['period']} {figure(row['ug_per_day'])}" for row in logged)
    return Section(
        f"K2 from food by {step}",
        table=written(table if step == "week" else table.drop(columns="Days logged")),
        bars=bars,
        bars_told=f"Bars of K2 from food by form, µg/day: {told}.",
        notes=[
            "Line: the range. No bar: nothing logged, which is not zero."
            + (f" The last {_BARS} weeks are shown." if cut else "")
        ],
    )


def _supplement_sections(contributions: pd.DataFrame, foods: PersonalFoods) -> list[Section]:
    table = written(supplement_table(contributions, foods.table))
    if table is None:
        return []
    return [Section("Supplements, by label", table=table, notes=["µg of the whole span."])]


def _steadiness_section(by_day: Estimate, whole: Estimate, foods: PersonalFoods) -> Section:
    days = daily_totals(by_day, supplements=True)
    within, between = within_weeks(days), between_weeks(days)
    swing = largest_swing(by_day, supplements=True)
    return Section(
        "Steadiness",
        paragraphs=[
            f"{steady_words(within, swing)} {swing_words(swing, foods.table, _COUNTED)}".lstrip(),
            f"Coefficient of variation of K2 from {_COUNTED}: {variations_words(within, between)}.",
            k1_words(per_logged_day(whole.intake)),
        ],
    )


def _short(ranking: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of a ranking that fit across a page."""
    forms = {LABELS[form] for form in FORMS}
    return ranking[[name for name in ranking if name not in forms and name != "Sources"]]
