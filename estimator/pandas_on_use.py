"""pandas, imported when it is first used: it takes longer to load than to log a meal without it."""

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["pd"]

if TYPE_CHECKING:
    import pandas as pd
else:

    class _OnUse:
        """Stands for pandas; what is asked of it is kept."""

        def __getattr__(self, name: str) -> object:
            value = getattr(import_module("pandas"), name)
            setattr(self, name, value)
            return value

    pd = _OnUse()
