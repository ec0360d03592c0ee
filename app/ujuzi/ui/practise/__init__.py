"""The place of practice quizzes."""
