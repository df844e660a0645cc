"""What every test shares: nothing of the developer's own home, settings or terminal reaches it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_home(monkeypatch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("QUIZ_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    for name in ("QUIZ_LIBRARY", "NO_COLOR", "COLORFGBG", "EDITOR", "VISUAL", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
