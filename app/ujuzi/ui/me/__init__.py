"""What is a learner's own: notes, progress, settings and help; a settings card is one file."""
