"""``foods``: look foods up."""

from argparse import Namespace
from typing import Final

from estimator.cli.options import Commands, add_group, add_region, count
from estimator.cli.streams import write_lines
from estimator.cli.terminal_text import aligned
from estimator.errors import InputError
from estimator.foods.items import Food
from estimator.foods.table import food_table
from estimator.words import find_food, search

_CODES_SHOWN: Final = 5
"""How many codes of each table are listed beside the figures of a food."""


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    group = add_group(commands, "foods", "look foods up")
    search = group.add_parser("search", help="find foods by name or alias, in any language")
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=count, default=20, help="most foods to list (default: 20)")
    search.set_defaults(run=_search)
    show = group.add_parser("show", help="what one food holds, by form")
    show.add_argument("food", nargs="+", help="name, alias or food_id")
    show.add_argument(
        "--codes",
        action="store_true",
        help="list all codes that other tables have for it",
    )
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
    from estimator.views.foods.food_codes import code_lines

    item = find_food(" ".join(options.food), food_table())
    if options.codes:
        codes = code_lines(item) if isinstance(item, Food) else []
        write_lines(codes or [f"No code of another table means {item.name}."])
        return 0
    write_lines(describe(item, options.region))
    if isinstance(item, Food) and (codes := code_lines(item, _CODES_SHOWN)):
        write_lines(["", "Codes of other tables (all of them: --codes):", *codes])
    return 0
