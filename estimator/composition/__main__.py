"""``python -m estimator.composition`` rebuilds the composition table."""

import sys

from estimator.composition.release import main

if __name__ == "__main__":
    sys.exit(main())
