"""Quizzes: questions as data, a paper drawn for one person and attempt, and grades that say why."""
