"""``foods``: look foods up."""

from argparse import Namespace

from estimator.cli.options import Commands, add_group, add_region, count
from estimator.cli.streams import write_lines
from estimator.cli.text import aligned
from estimator.errors import InputError
from estimator.foods.table import food_table
from estimator.words import find_food, search


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    group = add_group(commands, "foods", "look foods up")
    search = group.add_parser("search", help="find foods by name or alias, in any language")
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=count, default=20, help="most foods to list (default: 20)")
    search.set_defaults(run=_search)
    show = group.add_parser("show", help="what one food holds, by form")
    show.add_argument("food", nargs="+", help="name, alias or food_id")
    add_region(show)
    show.set_defaults(run=_show)


def _search(options: Namespace) -> int:
    text = " ".join(options.text)
    hits = search(text, food_table(), options.limit)
    if not hits:
        raise InputError(f"No food is like {text!r}. Try one word of its name, in any language.")
    write_lines(
        aligned(
            [
                (
                    hit.item.item_id,
                    hit.item.name + ("" if hit.matched == hit.item.name else f"  ({hit.matched})"),
                )
                for hit in hits
            ]
        )
    )
    return 0


def _show(options: Namespace) -> int:
    from estimator.views.foods.food import describe

    write_lines(describe(find_food(" ".join(options.food), food_table()), options.region))
    return 0
