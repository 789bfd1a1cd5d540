"""The question that would narrow a week's range most, in words."""

from estimator.foods.table import FoodTable
from estimator.insight.next_question import KIND, Question
from estimator.views.shared.figures import rough_range


def question_words(question: Question, table: FoodTable, days: int) -> str:
    """Say what to find out, and what it would do to the range of the week.

    Parameters
    ----------
    question : Question
    table : FoodTable
        As the person has it.
    days : int
        How many days of the week are logged.
    """
    name = table.name_of(question.item_id)
    do = f"say which kind of {name} it is" if question.ask == KIND else f"weigh {name} once"
    now = rough_range(question.low_ug / days, question.high_ug / days)
    then = rough_range(question.low_then_ug / days, question.high_then_ug / days)
    return (
        f"To know this week better, {do}: nothing else would narrow its range as much, "
        f"from {now} to about {then} µg a day."
    )
