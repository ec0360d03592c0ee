"""The writing half of packs: course folders read and checked, and built into signed packs.

A computer on which nobody writes courses needs none of it.
"""
