"""What the documentation shows is true: its commands run, its files load, its links lead somewhere.

The blocks of a page are taken in order, in a folder of its own:

- `sh`: each line is run by bash, in the folder where the last one left off; it exits 0, or as its
  comment `# exit 1` says. What opens the app gets a terminal, and Ctrl+Q once it is drawn;
- with a path behind the language, as in `yaml decks/flood.yaml`: the block is that file; one that
  begins with `- id:` is one card of it, which takes the place of the card of that id;
- `text output`: what a command before it has printed, line by line;
- `yaml` and `toml` without a path: read as a deck, one card, or settings, without a problem.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import runpy
import select
import shlex
import shutil
import stat
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz import settings
from quiz.library import check_target

ROOT = Path(__file__).parent.parent
PAGES = {
    str(file.relative_to(ROOT)): file.read_text(encoding="utf-8")
    for file in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
}
LINKING = [*PAGES, "CHANGELOG.md", "quiz/check/rules.md"]

NOT_RUN = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/quiz",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ".venv/bin/pytest",
    ".venv/bin/ruff check && .venv/bin/ruff format",
    ".venv/bin/mypy",
    ".venv/bin/python -m benchmarks",
    ".venv/bin/python docs/pictures.py",
    ".venv/bin/pip wheel . --no-deps -w dist",
    ".venv/bin/python tools/release.py last.apkg",
)
"""What installs, tests, measures or releases the project; all else is run."""

HARMLESS = {"cd", "mkdir", "cp", "cat", "printf", "eval", "ls"}
"""Commands of the shell that may be run as they are, besides `quiz`."""

FROM_NOTHING = {"docs/author.md", "docs/format.md"}
"""Pages that begin in an empty folder; the others in a copy of the shipped library."""

BLOCK = re.compile(r"^ *```(\w+)(?: +(\S+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
PATIENCE = 60


def lines(block: str) -> list[str]:
    """The commands of a block, each on its line or, with a document behind `<<`, on several."""
    found = re.finditer(
        r"^ *(?P<all>[^\s#].*<<'?(?P<end>\w+)'?\n(?:.*\n)*?(?P=end)|[^\s#].*)$",
        block.replace("\\\n", " "),
        re.MULTILINE,
    )
    return [command["all"].rstrip() for command in found]


def commands(line: str) -> list[list[str]]:
    """The words of each command of a line, redirections left in."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in lexer:
        if word in ("&&", "|", ";", "||"):
            found.append([])
        else:
            found[-1].append(word)
    return found


def bare(line: str) -> str:
    """A line without its comment."""
    return re.sub(r"\s+#.*", "", line).strip()


def opens_the_app(words: list[str]) -> bool:
    """Whether the command is `quiz` in one of the ways that need a terminal."""
    no_screen = {"--plain", "--help", "--version", "--completion"}
    if words[0].rpartition("/")[2] != "quiz" or no_screen & {*words}:
        return False
    named = [word for word in words[1:] if not word.startswith("-")]
    return not named or named[0] in ("take", "study")


@dataclass
class Place:
    """A folder in which a page is followed, and what was printed there so far."""

    cwd: Path
    home: Path
    bin: Path
    said: str = ""

    def run(self, line: str) -> None:
        wanted = re.search(r"#.*\bexit (\d)\b", line)
        parts = commands(line.partition("\n")[0])
        for words in parts:
            program = words[0].rpartition("/")[2]
            assert program == "quiz" or words[0] in HARMLESS, f"how is {line!r} to be run?"
        if len(parts) == 1 and opens_the_app(parts[0]):
            code = self._look(bare(line))
        else:
            after = self.home / "cwd"
            script = f"{line}\ncode=$?; pwd > {shlex.quote(str(after))}; exit $code"
            done = subprocess.run(
                ["bash", "-c", script], cwd=self.cwd, env=self._environment(), text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                timeout=PATIENCE, check=False,
            )  # fmt: skip
            self.cwd = Path(after.read_text(encoding="utf-8").strip())
            self.said += done.stdout
            code = done.returncode
        assert code == (int(wanted[1]) if wanted else 0), f"{line}\n{self.said[-2000:]}"

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join([str(self.bin), os.environ["PATH"]])
        kept = {key: value for key, value in os.environ.items() if not key.startswith("QUIZ_")}
        return {**kept, "PATH": path, "HOME": str(self.home), "QUIZ_HOME": str(self.home / "quiz"),
                "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}  # fmt: skip

    def _look(self, line: str) -> int:
        """Open the app on a terminal of 80 by 24, wait for its keys, and leave it."""
        master, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        process = subprocess.Popen(
            ["bash", "-c", line], cwd=self.cwd, env=self._environment(),
            stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        )  # fmt: skip
        os.close(terminal)
        drawn, left, until = "", False, time.monotonic() + PATIENCE
        try:
            while process.poll() is None and time.monotonic() < until:
                if select.select([master], [], [], 0.05)[0]:
                    try:
                        drawn += os.read(master, 65536).decode("utf-8", "replace")
                    except OSError:  # the other side has closed
                        break
                if not left and re.search(r"\b(leave|quit|keys)\b", drawn):
                    os.write(master, b"\x11")
                    left = True
            code = process.wait(timeout=PATIENCE)
        finally:
            process.kill()
            os.close(master)
        assert left, f"{line} never drew a screen: {drawn[-500:]!r}"
        return code

    def write(self, name: str, text: str) -> None:
        """A file as a page gives it; a card alone goes into the deck that is there."""
        file = self.cwd / name
        assert file.resolve().is_relative_to(self.home.parent), name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(spliced(file, text) if text.startswith("- id:") else text, "utf-8")


def spliced(file: Path, card: str) -> str:
    """The text of a deck with one card changed, or added at its end."""
    head, *cards = re.split(r"(?m)^(?=- id: )", file.read_text(encoding="utf-8"))
    first = card.partition("\n")[0]
    known = [old.partition("\n")[0] for old in cards]
    assert head, file
    if first in known:
        cards[known.index(first)] = f"{card}\n"
    else:
        cards.append(f"\n{card}")
    return head + "".join(cards)


@pytest.fixture(scope="session")
def shims(tmp_path_factory) -> Path:
    """A folder with `quiz`, which runs this checkout."""
    folder = tmp_path_factory.mktemp("docs") / "bin"
    folder.mkdir()
    shim = folder / "quiz"
    python = shlex.quote(sys.executable)
    root = shlex.quote(str(ROOT))
    shim.write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {python} -P -m quiz "$@"\n', "utf-8")
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.fixture(scope="session")
def package(shims, tmp_path_factory) -> Path:
    """A package for Anki, to be imported."""
    file = tmp_path_factory.mktemp("package") / "deck.apkg"
    command = [shims / "quiz", "export", file, "china-enters", "--library", ROOT]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return file


@pytest.fixture
def place(shims, package, tmp_path, request) -> Place:
    """Where a page begins: what its reader has by then."""
    page = request.getfixturevalue("page")
    cwd, home = tmp_path / "work" / "here", tmp_path / "work" / "home"
    cwd.mkdir(parents=True)
    home.mkdir()
    if page not in FROM_NOTHING:
        for folder in (cwd, cwd / "old-library", tmp_path / "work" / "last-release"):
            for part in ("decks", "seeds"):
                shutil.copytree(ROOT / part, folder / part)
        shutil.copy(package, cwd / "deck.apkg")
        (cwd / "words.csv").write_text("question,answer\nWho led the volunteers?,Peng Dehuai\n")
        (cwd / ".venv" / "bin").mkdir(parents=True)
        (cwd / ".venv" / "bin" / "quiz").symlink_to(shims / "quiz")
    return Place(cwd, home, shims)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_followed(page, place):
    for language, name, text in BLOCK.findall(PAGES[page]):
        if language == "sh":
            for line in lines(text):
                if bare(line) not in NOT_RUN:
                    place.run(line)
        elif name == "output":
            for line in filter(None, map(str.strip, text.splitlines())):
                assert line in place.said, f"{line!r} was not printed:\n{place.said[-2000:]}"
        elif name:
            place.write(name, text)
        elif language == "yaml":
            reads_as_a_deck(place.home / "snippet.yaml", text)
        elif language == "toml":
            reads_as_settings(place.home / "snippet.toml", text)
    if page in FROM_NOTHING:
        place.said = ""
        place.run("quiz check .")
        place.run("quiz decks")
        assert "problem" not in place.said.replace("No problems", "")


def reads_as_a_deck(file: Path, text: str) -> None:
    """A snippet of YAML: files whole, a card or several alone."""
    if text.startswith("- id:"):
        text = f"deck: snippet\ntitle: Snippet\ncards:\n{text}"
    file.write_text(text, encoding="utf-8")
    problems = check_target(file).problems
    assert not problems, f"{text}\n{problems[0]}"


def reads_as_settings(file: Path, text: str) -> None:
    """A snippet of `config.toml`."""
    file.write_text(text, encoding="utf-8")
    settings.load(file)


def test_what_is_not_run_is_still_shown():
    shown = {bare(line) for text in PAGES.values()
             for language, _, block in BLOCK.findall(text) if language == "sh"
             for line in lines(block)}  # fmt: skip
    assert set(NOT_RUN) <= shown


@pytest.mark.parametrize("line", ["rm -rf docs", "quiz decks && curl example.org", "pip install x"])
def test_a_command_that_nobody_knows_how_to_run_fails(line, tmp_path):
    with pytest.raises(AssertionError, match="how is"):
        Place(tmp_path, tmp_path, tmp_path).run(line)


@pytest.mark.parametrize("page", LINKING)
def test_links_and_pictures_lead_somewhere(page):
    text = re.sub(r"(`+).+?\1", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


async def test_the_pictures_can_be_drawn(tmp_path, monkeypatch):
    pictures = runpy.run_path(str(ROOT / "docs" / "pictures.py"))
    main = pictures["main"]
    monkeypatch.setitem(main.__globals__, "IMAGES", tmp_path)
    await main()
    assert {file.name for file in tmp_path.iterdir()} == {
        file.name for file in (ROOT / "docs" / "images").iterdir()
    }


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/maintainer.md"])
def test_files_that_are_named_are_there(page):
    for name in re.findall(r"`((?:quiz|tests|tools|docs|benchmarks|[.]ci)/[^`\s]*)`", PAGES[page]):
        assert (ROOT / name).exists(), name


def test_every_module_has_its_place_in_the_walk():
    for file in (ROOT / "quiz").iterdir():
        if file.suffix == ".py" and not file.name.startswith("__"):
            assert f"`quiz/{file.name}`" in PAGES["docs/maintainer.md"], file.name


def anchors(text: str) -> set[str]:
    """The names under which a page's headings can be linked to."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_picture_is_drawn_and_shown():
    drawn = set(re.findall(r'draw\(\s*"([a-z-]+)"', (ROOT / "docs/pictures.py").read_text("utf-8")))
    there = {file.stem for file in (ROOT / "docs" / "images").iterdir()}
    shown = {Path(target).stem for text in PAGES.values()
             for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)}  # fmt: skip
    assert drawn == there == shown
