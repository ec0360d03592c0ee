"""A lesson from Markdown to safe HTML, cut into pages, with its formulas drawn."""
