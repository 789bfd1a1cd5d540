"""Parts of the page Files."""
