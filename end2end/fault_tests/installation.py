"""A portal with a register, its server, and the count of what it keeps.
It must not know faults."""

import contextlib
import datetime
import shutil
import sqlite3
import subprocess
from typing import NamedTuple

from benchmark import loads, portal
from benchmark.city import today
from benchmark.tools import Broken

from . import citizens

DATABASE = "suara-warga.db"


class Count(NamedTuple):
    """What became of the ratings of a ledger."""

    lost: int
    doubled: int


class Victim(portal.Server):
    """A server that may be ended in the middle of whatever it does."""

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def is_healthy(self):
        """Whether `/health` says so."""
        citizen = citizens.Citizen(self)
        status = citizen.status("/health")
        citizen.leave()
        return status == 200


class Installation:
    """A portal in a folder, or with a database of a PostgreSQL server."""

    def __init__(self, program, data, postgres=None):
        self.program, self.data, self.postgres = program, data, postgres
        self.words = ["--database-url", postgres.url] if postgres else []
        self.forms = 0

    def begin(self, register):
        self.run("init")
        self.run("import", "register", register)
        return self

    def run(self, *words, environment=None):
        """A command that must succeed."""
        return self.program.run(*words, *self.words, data=self.data, environment=environment)

    def start(self, *words, environment=None):
        """A command under way."""
        command = [self.program.path, *words, *self.words, "--data", self.data]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self.program.folder, env=environment, **quiet)

    def succeeds(self, *words, environment=None):
        """Whether a command succeeds."""
        return self.start(*words, environment=environment).wait(120) == 0

    def serve(self, **how):
        return Victim(self.program, self.data, "serve", self.words, **how)

    @contextlib.contextmanager
    def running(self, **how):
        """A server that is stopped at the end."""
        server = self.serve(**how)
        try:
            yield server
        finally:
            server.stop()

    def copy(self, name):
        """The same once more, in a folder beside it."""
        data = self.data.parent / name
        shutil.copytree(self.data, data)
        return Installation(self.program, data)

    def remove(self):
        shutil.rmtree(self.data, ignore_errors=True)

    def rows(self, table):
        if self.postgres:
            return int(self.postgres.ask(f"SELECT COUNT(*) FROM {table}"))
        return loads.stored_rows(self.data / DATABASE, table)

    def values(self, question):
        """The rows that a question finds in the file."""
        connection = sqlite3.connect(f"file:{self.data / DATABASE}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()

    def month_keys(self):
        """The files of the keys of months."""
        return sorted((self.data / "keys").glob("ballots-*"))

    def settle(self, server, ledger):
        """Counts what is lost and doubled of a ledger: every receipt must be known, every form that got none must get one
        when it is sent again, the same forms once more must change nothing, and there must be a row for each form."""
        citizen = citizens.Citizen(server)
        given = [receipt for receipt in ledger.receipts.values() if receipt]
        lost = sum(citizen.status(f"/nilai/tanda-terima/{receipt}") != 200 for receipt in given)
        for token in list(ledger.receipts):
            answer = citizen.rate(token)
            if not answer or not answer.receipt:
                raise Broken(f"a form is refused long after the fault: {answer and answer.status}")
            if ledger.receipts[token] not in (None, answer.receipt):
                lost += 1
        citizen.leave()
        self.forms += len(ledger.receipts)
        stored = self.rows("rating")
        missing = max(0, self.forms - stored)
        return Count(max(lost, missing), max(0, stored - self.forms))


def month_before(day=None):
    """The month before that of a day, as its first day."""
    day = day or today()
    return (day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def next_month():
    """The first day of the next month."""
    return (today().replace(day=1) + datetime.timedelta(days=32)).replace(day=1)

