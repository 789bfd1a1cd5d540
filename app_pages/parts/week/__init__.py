"""Parts of the page Week."""
