"""Ujuzi: study, be assessed and be recognised on a campus without internet."""

__version__ = "0.1.0"
