"""What the portal does while its PostgreSQL server is gone, hangs, restarts or gives no connection.
It must not restart the portal: it has to recover by itself."""

import threading
import time

from benchmark.tools import progress

from . import citizens
from .disk import until
from .table import Row

# A rating that a server began to store before it froze is given up after eight seconds; the rest is for a busy machine.
BOUND = 12


def faults(installation, seconds):
    """One row for each fault, each of which lasts some seconds."""
    postgres = installation.postgres
    with installation.running() as server:
        stage = Stage(installation, server, seconds)
        yield stage.fault("PostgreSQL stopped", postgres.stop, postgres.start)
        # Who is answered late need not be refused.
        yield stage.fault("PostgreSQL frozen (SIGSTOP)", postgres.freeze, postgres.thaw, refuses=False)
        yield stage.restarted()
        yield stage.few_connections()
        yield stage.fault("PostgreSQL out of connections", lambda: refuse(postgres), lambda: postgres.allow(-1))
    yield started_before(installation, seconds)


def refuse(postgres):
    """Takes every connection away and gives none."""
    postgres.allow(0)
    postgres.end_sessions()


class Stage:
    """A running portal, rated by citizens while something happens to its database."""

    def __init__(self, installation, server, seconds):
        self.installation, self.server, self.seconds = installation, server, seconds

    def fault(self, name, begin, end, refuses=True):
        """Something after which nothing can be stored until it ends; whether somebody must be told so meanwhile."""
        progress(name)
        row, ledger = Row(name), citizens.Ledger()
        with citizens.crowd(self.server, ledger):
            citizens.until_acknowledged(self.server, ledger)
            begin()
            over = time.perf_counter() + self.seconds
            row.promise(until(lambda: not self.server.is_healthy(), self.seconds), "/health says that all is well")
            row.promise(self.reads(), "a public page needs the database")
            until(lambda: time.perf_counter() > over)
            end()
            row.recovers(citizens.until_acknowledged(self.server, ledger))
        row.promise(ledger.refused or not refuses, "nobody was told that the rating is not stored")
        return self.settled(row, ledger)

    def reads(self):
        citizen = citizens.Citizen(self.server)
        status = citizen.status("/")
        citizen.leave()
        return status == 200

    def restarted(self):
        """Restarted as for an update, three times."""
        progress("PostgreSQL restarted")
        row, ledger, postgres = Row("PostgreSQL restarted, 3 times"), citizens.Ledger(), self.installation.postgres
        with citizens.crowd(self.server, ledger):
            for _ in range(3):
                citizens.until_acknowledged(self.server, ledger)
                started = time.perf_counter()
                postgres.run("pg_ctl", "stop", "--mode", "fast", "--silent", "--pgdata", postgres.data)
                postgres.start()
                citizens.until_acknowledged(self.server, ledger)
                row.recovers(time.perf_counter() - started)
        return self.settled(row, ledger)

    def few_connections(self):
        """No connection more than the portal has while nobody asks it anything: it works with those."""
        progress("PostgreSQL gives no further connection")
        row, ledger, postgres = Row("PostgreSQL gives no further connection"), citizens.Ledger(), self.installation.postgres
        postgres.allow(postgres.sessions())
        with citizens.crowd(self.server, ledger, 32):
            over = time.perf_counter() + self.seconds
            until(lambda: time.perf_counter() > over)
        row.promise(ledger.acknowledged() > ledger.refused, "more citizens were refused than served beside idle connections")
        row.promise(self.server.is_healthy(), "/health says that something is wrong")
        postgres.allow(-1)
        return self.settled(row, ledger)

    def settled(self, row, ledger):
        row.promise(until(self.server.is_healthy, 10), "/health says that something is wrong when all is well")
        row.count(ledger, *self.installation.settle(self.server, ledger))
        row.promise(row.slowest < BOUND, f"an answer took {row.slowest:.1f} s")
        return row


def started_before(installation, seconds):
    """The portal starts before its database does, as after a power cut."""
    progress("The portal starts before PostgreSQL")
    row, ledger, postgres = Row("The portal starts before PostgreSQL"), citizens.Ledger(), installation.postgres
    postgres.stop()
    later = threading.Timer(seconds, postgres.start)
    later.start()
    with installation.running() as server:
        later.join()
        row.recovers(citizens.until_acknowledged(server, ledger))
        row.count(ledger, *installation.settle(server, ledger))
    return row
