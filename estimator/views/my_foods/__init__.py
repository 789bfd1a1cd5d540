"""Words of the page My foods."""
