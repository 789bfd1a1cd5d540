"""``recipe``: dishes made of foods, with the K2 of a serving."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Final, cast

from estimator.cli.options import Commands, add_group, add_profile, text
from estimator.cli.people import opened_diary, profile_of_command
from estimator.cli.quick_text import add_accept_doubtful, read_eaten
from estimator.cli.recipe_text import list_lines, named_recipe, recipe_lines, recipes_of
from estimator.cli.streams import write_lines
from estimator.cli.terminal_text import harmless, paragraph
from estimator.diary_values import Profile
from estimator.errors import CommandError, UnitError
from estimator.foods.own_items import OwnItem, Recipe
from estimator.measures.amounts import parse_amount

if TYPE_CHECKING:
    from estimator.diary.diary import Diary

_NONE: Final = 0.0
"""Stands for a number that is taken away, as None stands for one not given."""


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    group = add_group(commands, "recipe", "dishes made of foods, with the K2 of a serving")
    listing = group.add_parser("list", help="every recipe")
    add_profile(listing)
    listing.set_defaults(run=_list)
    show = group.add_parser("show", help="what is in a recipe, and its K2 by form per serving")
    _add_name(show)
    show.set_defaults(run=_show)
    add = group.add_parser("add", help="add a recipe")
    _add_name(add)
    _add_dish(add, required=True)
    add.set_defaults(run=_add)
    edit = group.add_parser("edit", help="change a recipe; what is not given stays")
    _add_name(edit)
    edit.add_argument("--name", dest="new_name", type=text, metavar="NEW", help="the new name")
    _add_dish(edit, required=False)
    edit.add_argument(
        "--update-past",
        action="store_true",
        help="change what was logged with it before as well; otherwise that stays as it was",
    )
    edit.set_defaults(run=_edit)
    remove = group.add_parser("remove", help="take a recipe off the list; what was logged stays")
    _add_name(remove)
    remove.set_defaults(run=_remove)


def _add_name(parser: ArgumentParser) -> None:
    add_profile(parser)
    parser.add_argument("recipe", type=text, metavar="NAME")


def _add_dish(parser: ArgumentParser, required: bool) -> None:
    parser.add_argument(
        "--ingredient",
        action="append",
        required=required,
        type=text,
        metavar="TEXT",
        help='how much of what, e.g. "200 g gouda"; once for each ingredient',
    )
    add_accept_doubtful(parser)
    parser.add_argument("--servings", type=_number, help="how many servings it makes, or none")
    parser.add_argument(
        "--yield",
        dest="yield_g",
        type=_number,
        metavar="GRAMS",
        help="weight of the dish as it is eaten; none: that of the ingredients",
    )


def _number(words: str) -> float:
    if words.casefold() == "none":
        return _NONE
    try:
        return parse_amount(words)
    except UnitError as error:
        raise ArgumentTypeError(f"{error} Or say none.") from None


def _list(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        foods = diary.foods(profile.id)
    write_lines(list_lines(recipes_of(foods), foods, profile))
    return 0


def _show(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        foods = diary.foods(profile.id)
    write_lines(recipe_lines(named_recipe(foods, options.recipe), foods, profile))
    return 0


def _add(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        dish = diary.own_foods.save_recipe(
            profile.id,
            options.recipe,
            _ingredients(diary, profile, options),
            servings=options.servings or None,
            yield_g=options.yield_g or None,
        )
        foods = diary.foods(profile.id)
    write_lines(recipe_lines(dish, foods, profile))
    return 0


def _edit(options: Namespace) -> int:
    # Here, so that commands without a diary start sooner.
    from estimator.views.my_foods.lines import past_words, updated_words

    given = (options.new_name, options.ingredient, options.servings, options.yield_g)
    changes = any(value is not None for value in given)
    if not (changes or options.update_past):
        raise CommandError("Nothing to change was given, such as --servings 4; see --help.")
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        dish = named_recipe(diary.foods(profile.id), options.recipe)
        if changes:
            dish = _save(diary, profile, dish, options)
        past = diary.own_foods.past_update(profile.id, dish.key)
        if past and options.update_past:
            diary.own_foods.update_past(profile.id, dish.key)
        foods = diary.foods(profile.id)
    write_lines(recipe_lines(dish, foods, profile))
    if past:
        did = updated_words(past.entries) if options.update_past else "Add --update-past to update."
        write_lines(["", *paragraph(f"{past_words(past)} {did}")])
    return 0


def _save(diary: "Diary", profile: Profile, dish: OwnItem, options: Namespace) -> OwnItem:
    """Save the recipe with what is given, and for the rest as it was."""
    before = cast(Recipe, dish.definition)
    return diary.own_foods.save_recipe(
        profile.id,
        before.name if options.new_name is None else options.new_name,
        [(part.item_id, part.amount, part.unit) for part in before.ingredients]
        if options.ingredient is None
        else _ingredients(diary, profile, options),
        servings=before.servings if options.servings is None else options.servings or None,
        yield_g=before.yield_g if options.yield_g is None else options.yield_g or None,
        key=dish.key,
    )


def _ingredients(
    diary: "Diary", profile: Profile, options: Namespace
) -> list[tuple[str, float, str]]:
    """Return item id, amount and unit of each ingredient as typed."""
    typed = "\n".join(options.ingredient)
    read = read_eaten(diary, profile, typed, options.accept_doubtful)
    return [(row.item.item_id, row.amount, row.unit) for row in read]


def _remove(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        dish = named_recipe(diary.foods(profile.id), options.recipe)
        diary.own_foods.remove(profile.id, dish.key)
    write_lines(
        [f"Removed: {harmless(dish.name)}. What was logged with it stays. To have it back: undo."]
    )
    return 0
