"""A PostgreSQL server of its own, which is stopped, frozen, restarted, and kept from giving connections.
It must not know the portal."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from benchmark.tools import Broken

USER = "portal"


class Postgres:
    """A server with one database, whose owner is no superuser."""

    def __init__(self):
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="faults-"))
        # PostgreSQL refuses to run as root.
        self.account = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.account:
            shutil.chown(self.folder, "postgres", "postgres")
        self.data = self.folder / "data"
        self.port = free_port()
        self.url = f"postgres://{USER}@127.0.0.1:{self.port}/{USER}"

    def __enter__(self):
        initdb = ["initdb", "--pgdata", self.data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8"]
        self.run(*initdb, "--locale", "C")
        self.start()
        self.ask(f"CREATE ROLE {USER} LOGIN", "postgres")
        self.ask(f"CREATE DATABASE {USER} OWNER {USER}", "postgres")
        return self

    def __exit__(self, *_):
        if (self.data / "postmaster.pid").exists():
            self.thaw()
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *words):
        command = [self.programs / program, *words]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **self.account)
        if done.returncode:
            raise Broken(f"{program} failed:\n{done.stdout.decode()}")
        return done.stdout.decode()

    def start(self):
        listening = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories=''"
        log = ["--log", self.folder / "log"]
        self.run("pg_ctl", "start", "--wait", "--silent", "--pgdata", self.data, *log, "--options", listening)

    def stop(self):
        """As a power cut would."""
        self.run("pg_ctl", "stop", "--mode", "immediate", "--silent", "--pgdata", self.data)

    def freeze(self):
        self.signal(signal.SIGSTOP)

    def thaw(self):
        self.signal(signal.SIGCONT)

    def signal(self, number):
        """Tells the server and all of its sessions."""
        parent = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, text=True, check=True).stdout
        pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
        for process in [parent, *(child for child, of in pairs if of == parent)]:
            os.kill(process, number)

    def sessions(self):
        """How many sessions the portal has."""
        return int(self.ask(f"SELECT COUNT(*) FROM pg_stat_activity WHERE usename = '{USER}'", "postgres"))

    def allow(self, sessions):
        """Lets the portal open so many sessions and no more; -1 as many as it likes."""
        self.ask(f"ALTER ROLE {USER} CONNECTION LIMIT {sessions}", "postgres")

    def end_sessions(self):
        ending = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{USER}'"
        self.ask(ending, "postgres")

    def ask(self, statement, database=USER):
        """The single value that a statement gives."""
        server = f"host=127.0.0.1 port={self.port} user=postgres dbname={database}"
        return self.run("psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", server, "-c", statement).strip()


def programs():
    """The folder of the newest PostgreSQL server."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: [int(part) for part in path.parts[4].split(".")], default=None)
    initdb = newest or shutil.which("initdb")
    if not initdb:
        raise Broken("PostgreSQL is missing (Debian: apt-get install postgresql; macOS: brew install postgresql)")
    return Path(initdb).parent


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
