"""What the meals of tools are called here, by how their files write them."""

from typing import Final

MEAL_NAMES: Final = {
    "breakfast": "breakfast",
    "early snack or drink": "snack",
    "morning snack": "snack",
    "brunch": "lunch",
    "lunch": "lunch",
    "afternoon snack": "snack",
    "mid-day snack": "snack",
    "dinner": "dinner",
    "supper": "dinner",
    "evening meal": "dinner",
    "evening snack": "snack",
    "late snack or drink": "snack",
    "late snack": "snack",
    "snack": "snack",
    "snacks": "snack",
    "snack or drink": "snack",
}

ASA24_MEALS: Final = {
    "1": "breakfast",
    **dict.fromkeys(("2", "3"), "lunch"),
    **dict.fromkeys(("4", "5"), "dinner"),
    "6": "snack",
}

SAMSUNG_MEALS: Final = {
    "100001": "breakfast",
    "100002": "lunch",
    "100003": "dinner",
    **dict.fromkeys(("100004", "100005", "100006"), "snack"),
}

NHANES_MEALS: Final = {
    **dict.fromkeys(("1", "10"), "breakfast"),
    **dict.fromkeys(("2", "5", "11", "12"), "lunch"),
    **dict.fromkeys(("3", "4", "14"), "dinner"),
    **dict.fromkeys(("6", "13", "15", "17", "18"), "snack"),
}

NHANES_1999_MEALS: Final = {
    **dict.fromkeys(("1", "9"), "breakfast"),
    **dict.fromkeys(("2", "3", "10", "11"), "lunch"),
    **dict.fromkeys(("5", "13"), "dinner"),
    **dict.fromkeys(("4", "12", "14", "15", "16"), "snack"),
}
