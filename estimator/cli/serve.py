"""``serve``: the app in the browser."""

import os
import runpy
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
    # From the folder of the app, where Streamlit finds its configuration; in this process, which
    # has nothing else to do.
    os.chdir(APP.parent)
    sys.argv = ["streamlit", "run", APP.name, f"--server.port={options.port}"]
    runpy.run_module("streamlit", run_name="__main__")
    return 0
