"""Ready-to-draw rows, words and charts for the pages and the command line."""
