"""A report of a span of days to print or to share: its content once, as HTML and as PDF."""
