"""Files that come with the program: the food data and the app."""

from importlib.resources import files
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(str(files("estimator")))
_INSTALLED: Final = _PACKAGE / "shipped_files"
"""Where the wheel puts them; in a checkout they stand beside the package."""


def shipped(name: str) -> Path:
    """Return where a file or folder is that comes with the program, e.g. ``"food_data"``."""
    return (_INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent) / name
