"""What is said of a command that is itself wrong."""

import pytest


@pytest.mark.parametrize(
    ("arguments", "used", "said"),
    [
        (("day", "--date", "yesterday"), "day [-h]", "not understood here: --date"),
        (("foods", "search", "egg", "--regoin", "EU"), "foods search", "--regoin"),
        (("--colour", "day"), "[-h] [--version] COMMAND", ""),
        (
            (),
            "[-h] [--version] COMMAND",
            "say which command; python -m estimator --help lists them",
        ),
        (("foods",), "foods [-h]", "say which command; python -m estimator foods --help lists"),
    ],
)
def test_the_command_that_is_wrong_shows_how_it_is_used(refused, arguments, used, said):
    error = refused(*arguments, code=2)
    assert error.startswith(f"usage: python -m estimator {used}")
    assert said in error
