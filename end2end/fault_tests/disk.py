"""A disk without room, while citizens rate.
It must not fill the machine's own disk: the database lies on a small file system, or where none can be mounted under a limit
for the length of its files."""

import contextlib
import os
import resource
import shutil
import subprocess
import time

from benchmark.tools import Broken, progress

from . import citizens
from .installation import DATABASE, Installation
from .table import Row

SIZE = 24 << 20
PATIENCE = 60
# How many citizens are refused before there is room again.
REFUSED = 40


def full(program, folder, register, then_killed):
    """The disk is full until forty citizens were refused; then there is room, perhaps after a kill -9."""
    with small_disk(folder / "disk") as disk:
        installation = Installation(program, disk.folder / "data").begin(register)
        end = " and kill -9 there" if then_killed else ""
        row, ledger = Row(f"Disk full{end} ({disk.kind})"), citizens.Ledger()
        progress(row.fault)
        server = installation.serve(restore_signals=False)
        with citizens.crowd(server, ledger):
            citizens.until_acknowledged(server, ledger)
            disk.fill(server, installation)
            row.promise(until(lambda: ledger.refused >= REFUSED), "nobody was told that the rating is not stored")
            row.promise(until(lambda: not server.is_healthy(), 10), "/health says that all is well")
            if then_killed:
                server.kill()
        started = time.perf_counter()
        disk.empty(server)
        if then_killed:
            server = installation.serve(restore_signals=False)
        citizens.until_acknowledged(server, ledger)
        row.recovers(time.perf_counter() - started)
        row.promise(until(server.is_healthy, 10), "/health says that something is wrong")
        row.count(ledger, *installation.settle(server, ledger))
        server.stop()
    return row


def until(found, patience=PATIENCE):
    """Whether something comes true in time."""
    started = time.perf_counter()
    while not found():
        if time.perf_counter() - started > patience:
            return False
        time.sleep(citizens.BREATH)
    return True


@contextlib.contextmanager
def small_disk(folder):
    """A small file system if one can be mounted, else a limit."""
    folder.mkdir()
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    options = f"size={SIZE},uid={os.geteuid()},mode=700"
    mount = [*root, "mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    can_mount = shutil.which("mount") and (not root or shutil.which("sudo"))
    if not can_mount or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
        yield LimitedFiles(folder)
        shutil.rmtree(folder)
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run([*root, "umount", "--lazy", folder], check=True)
        folder.rmdir()


class SmallDisk:
    """A file system of its own, in memory."""

    kind = "tmpfs of 24 MB"

    def __init__(self, folder):
        self.folder, self.filler = folder, folder / "filler"

    def fill(self, _server, _installation):
        with open(self.filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))

    def empty(self, _server):
        self.filler.unlink()


class LimitedFiles:
    """A limit for the length of the server's files (RLIMIT_FSIZE)."""

    kind = "limit of a file's length"

    def __init__(self, folder):
        self.folder = folder

    def fill(self, server, installation):
        files = [installation.data / DATABASE, installation.data / f"{DATABASE}-wal"]
        self.limit(server, max(file.stat().st_size for file in files) + 4096)

    def empty(self, server):
        if server.process.poll() is None:
            self.limit(server, resource.RLIM_INFINITY)

    def limit(self, server, length):
        if not hasattr(resource, "prlimit"):
            raise Broken("neither a file system can be mounted here nor a limit be set: run it as root, or on Linux")
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (length, resource.RLIM_INFINITY))
