"""A PostgreSQL server of a test's own, which can be stopped and started again."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """A server on a socket in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.url = f"postgresql+psycopg://k2@/postgres?host={folder}"

    def make(self):
        settings = ["-U", "k2", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run("initdb", *settings)

    def start(self):
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self):
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    @property
    def runs(self):
        return (self.folder / "data" / "postmaster.pid").exists()

    def _run(self, program, *arguments):
        # It refuses to run as root, so it is the user's of its package then.
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [str(_BINARIES[-1] / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(
            [*(as_postgres if os.geteuid() == 0 else []), *command],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=300,
        )


@contextmanager
def server_of_its_own():
    """Run a server for as long as it is needed."""
    if not _BINARIES:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing; .ci/run installs it")
        pytest.skip("needs the programs of PostgreSQL")
    # Not in pytest's folder, which is its user's alone, and too long for a socket's name.
    with tempfile.TemporaryDirectory(prefix="k2-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres:postgres", name], check=True)
        folder.chmod(0o755)
        server = Server(folder)
        server.make()
        server.start()
        try:
            yield server
        finally:
            if server.runs:
                server.stop()
