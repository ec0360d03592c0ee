"""A certificate as it is drawn on paper and on the screen, and what is done with one."""
