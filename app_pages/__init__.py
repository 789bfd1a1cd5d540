"""Pages of the app. They only draw; every decision is made in ``estimator``."""
