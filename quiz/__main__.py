"""The entry: answers `--version` before anything slow is imported."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> int:
    """Run the command line; the process's exit code."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        from quiz import __version__

        try:
            print(f"quiz {__version__}", flush=True)
            return 0
        except OSError:
            pass  # which is told below
    # A command ends before there is garbage worth a search; nor is what it leaves searched.
    gc.set_threshold(20_000)
    atexit.register(gc.freeze)
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may stand at the cursor
        from quiz.cli.completing import answer

        answer()
    from quiz.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
