"""Parts of the page My foods."""
