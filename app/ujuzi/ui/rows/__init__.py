"""Lists of rows, painted as they come into view: a model, a delegate and a view."""
