"""The parts of self-assessment on the screen: a statement, its scale, a profile."""
