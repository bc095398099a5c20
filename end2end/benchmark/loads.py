"""The loads: wrk for requests, a bare loop for inserts, both bounded in time.
It must not know budgets."""

import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path

from .tools import Broken, progress, run

FORM = (
    "persyaratan=4&prosedur=3&waktu=4&biaya=4&produk=3&kompetensi=4&perilaku=4&pengaduan=3&sarana=3"
    "&saran=Antrean+cepat%2C+petugas+ramah%2C+tetapi+ruang+tunggu+panas."
)
CONNECTIONS = 64


def require_wrk():
    """Installs wrk on Debian; elsewhere says what to do."""
    if shutil.which("wrk"):
        return
    root = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (root and not shutil.which("sudo")):
        raise Broken("wrk is missing: install it (Fedora, Arch: wrk; macOS: brew install wrk)")
    progress("installing wrk")
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "wrk"]):
        if subprocess.run([*root, *command], stdout=sys.stderr).returncode:
            raise Broken("wrk could not be installed: install it by hand (Debian: apt-get install wrk)")


def requests_per_second(url, encoding, seconds):
    """How often an address is answered, over 16 connections; any answer that is no success is an error."""
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Accept-Encoding: {encoding}", url]
    output = run(command, timeout=seconds + 30).output
    if "Non-2xx" in output or "Socket errors" in output:
        raise Broken(f"wrk met errors at {url}:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def acknowledged_ratings(url, seconds):
    """Ratings acknowledged with 303, and how many that is per second; any other answer is an error."""
    script = Path(__file__).with_name("ratings.lua")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", script, url]
    output = run([*command, "--", secrets.token_hex(8), FORM], timeout=seconds + 60).output
    found = re.search(r"RESULT acknowledged=(\d+) other=(\d+) example=(\d+) broken=(\d+) microseconds=(\d+)", output)
    if not found:
        raise Broken(f"wrk ended without a result:\n{output}")
    acknowledged, other, example, broken, microseconds = map(int, found.groups())
    if other or broken or not acknowledged:
        raise Broken(f"{other} ratings were not answered with 303 (one of them with {example}), {broken} not at all")
    return acknowledged, acknowledged / (microseconds / 1e6)


def bare_inserts_per_second(file, seconds):
    """What the disk allows without a portal: the row of a rating and that of its comment, as long as the portal's for a
    comment that came alone, in a transaction of their own, synced each time."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")
    lengths = {"rating": 104, "waiting_comment": 4072}
    for table in lengths:
        columns = "month TEXT, id BLOB, sealed BLOB, PRIMARY KEY (month, id)"
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
    inserted, started = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - started) < seconds:
        connection.execute("BEGIN IMMEDIATE")
        for table, length in lengths.items():
            row = ("2026-11", uuid.uuid4().bytes, os.urandom(length))
            connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", row)
        connection.execute("COMMIT")
        inserted += 1
    connection.close()
    return inserted / elapsed


def stored_rows(file, table):
    """Rows of a table, counted without disturbing the server."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    finally:
        connection.close()
