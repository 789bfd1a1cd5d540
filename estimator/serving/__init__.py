"""Whom the app in the browser answers, and what it lets a page do."""
