"""Parts of the page Foods."""
