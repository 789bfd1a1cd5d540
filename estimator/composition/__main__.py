"""``python -m estimator.composition`` rebuilds the composition table."""

from estimator.composition.build import main

if __name__ == "__main__":
    main()
