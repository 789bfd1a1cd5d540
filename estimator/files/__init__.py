"""Our own files: their columns, and what each means."""
