"""docs/cohort.md from its first block to its last: the files, the command, the means."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cohort.md").read_text("utf-8")


def test_the_way_from_two_recalls_to_means_runs(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    said = []
    blocks = re.findall(r"^```(python|sh)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks] == ["python", "sh", "python"]
    for language, text in blocks:
        command = [sys.executable, "-W", "error", "-c", text] if language == "python" else text
        done = subprocess.run(
            command,
            shell=language == "sh",
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        said.append(done)
    assert "4,800 rows read, 4,800 counted, of 200 persons" in said[1].stderr
    lines = {line.split()[0]: line.split()[1:] for line in said[2].stdout.splitlines()[2:]}
    estimate, low, high, *_ = map(float, lines["VITK2"])
    assert 5 < low < estimate < high < 200
    assert {"MK4", "MK7", "MK9"} <= lines.keys()
