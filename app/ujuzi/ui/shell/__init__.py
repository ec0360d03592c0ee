"""What every place stands on: jobs beside the GUI thread, the rail, a page's frame, sentences."""
