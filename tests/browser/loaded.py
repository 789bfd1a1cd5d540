"""What the app has loaded once it runs, so that its processes begin with it."""

from app_pages.parts.log import entry_form, entry_list, quick_add, repeats  # noqa: F401
from estimator import read_meal

read_meal("1 egg")
