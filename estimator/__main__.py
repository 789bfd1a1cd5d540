"""``python -m estimator``: the same figures as the app, from the command line."""

import sys
from io import TextIOWrapper

from estimator.cli import main

if isinstance(sys.stdout, TextIOWrapper):
    # A terminal that lacks a letter shows "?" for it; nothing else is lost.
    sys.stdout.reconfigure(errors="replace")
sys.exit(main())
