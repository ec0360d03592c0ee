"""Certificates: those held, one as it is drawn on paper and screen, and checking one."""
