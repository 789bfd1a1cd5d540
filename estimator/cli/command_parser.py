"""The parser of a command, which says in plain words what is wrong with it."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, NoReturn

_NO_COMMAND = "the following arguments are required: COMMAND"


class CommandParser(ArgumentParser):
    """Says how the command itself is used, not the program, where a word of it is unknown."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Parse the arguments; the command that has some left over refuses them itself."""
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"not understood here: {' '.join(unknown)}")
        return options, unknown

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end."""
        if message == _NO_COMMAND:
            message = f"say which command; {self.prog} --help lists them"
        super().error(message)
