"""Competency frameworks, questionnaires and pathways: files read and checked, for desk and hub."""
