"""``python -m estimator``: the same figures as the app, from the command line."""

import sys

from estimator.cli import main

sys.exit(main())
