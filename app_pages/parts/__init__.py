"""Parts of the pages, in folders named like the page."""
