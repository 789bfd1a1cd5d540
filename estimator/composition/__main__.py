"""``python -m estimator.composition`` rebuilds the composition table."""

import sys

from estimator.composition.blas import use_one_thread

if __name__ == "__main__":
    use_one_thread()  # before numpy is imported
    from estimator.composition.release import main

    sys.exit(main())
