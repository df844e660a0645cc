"""The Textual app: a screen a file, driven by `quiz.trainer`; it grades and stores nothing."""
