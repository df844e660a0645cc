"""The benchmarks still run; what they measure is for `benchmarks/RESULTS.md`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_one_command_prints_each_ratio_beside_what_is_asked(tmp_path):
    file = tmp_path / "results.md"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--only", "library", "--write", str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert file.read_text(encoding="utf-8") == done.stdout
    row = r"\| load [^|]*\|( [\d.,]+ ms \|){2} [\d.]+ \| [\d.]+ \| 2 \| (reached|missed by \d+%) \|"
    assert re.search(row, done.stdout)
    assert re.search(
        r"\| load, cards \| 50: .* ms \| 500: .* ms \| x 10 \| x [\d.]+ \|", done.stdout
    )
