"""quiz: a trainer for history learned from documents, in the terminal and in Anki."""

__version__ = "0.1.0"
