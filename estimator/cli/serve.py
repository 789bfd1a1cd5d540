"""``serve``: the app in the browser."""

import subprocess
import sys
from argparse import Namespace
from typing import Final

from estimator.cli.options import Commands
from estimator.serving.origins import Origins
from estimator.shipped import shipped

APP: Final = shipped("app.py")


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("serve", help="start the app in the browser")
    parser.add_argument("--port", type=int, default=8501, help="port (default: 8501)")
    parser.set_defaults(run=_serve)


def _serve(options: Namespace) -> int:
    Origins.from_environment()  # a wrong setting is said before anything starts
    # Run from the folder of the app, where Streamlit finds its configuration.
    command = [sys.executable, "-m", "streamlit", "run", APP.name]
    return subprocess.call([*command, f"--server.port={options.port}"], cwd=APP.parent)
