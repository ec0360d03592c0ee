"""Rating oneself, and seeing levels and gaps: a statement, its scale, a profile."""
