"""``python -m estimator``: the same figures as the app, from the command line."""

import sys

from estimator.cli import run

sys.exit(run())
