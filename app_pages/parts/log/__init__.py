"""Parts of the page Log."""
