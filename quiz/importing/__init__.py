"""Brings decks of others here: Anki's packages and tables of text become YAML decks."""
