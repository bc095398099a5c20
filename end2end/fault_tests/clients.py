"""Clients that say nothing, too little or too slowly, and a hall full of good ones.
It must not overload the machine: what fails is the portal's fault."""

import contextlib
import socket
import threading
import time

from benchmark.tools import progress

from . import citizens
from .table import Row

# Linux answers on every address of the loopback network, so that there can be several clients.
BAD, GOOD = "127.0.0.2", [f"127.0.0.{number}" for number in range(3, 11)]
EACH = 400
PHONES = 300
FAREWELL = 8 + 4
# For how long good clients are watched beside the bad ones.
SERVED = 5


class Bad:
    """Connections of one client that hold the server up."""

    def __init__(self, server):
        self.server, self.sockets, self.over = server, [], threading.Event()
        head = f"POST {citizens.FORM_PATH} HTTP/1.1\r\nHost: portal\r\n"
        body = f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"
        for said in ("", head, body, "GET / HTTP/1.1\r\nHost: portal\r\n\r\n" * 200):
            self.sockets += [connection for _ in range(EACH) if (connection := self.connect(said.encode()))]
        self.dripping = threading.Thread(target=self.drip, daemon=True)
        self.dripping.start()

    def connect(self, said):
        """A connection that the server took, with a receive buffer that fills soon."""
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(2)
        try:
            connection.bind((BAD, 0))
            connection.connect(("127.0.0.1", self.server.port))
            connection.sendall(said)
        except OSError:
            connection.close()
            return None
        return connection

    def drip(self):
        """A byte a second for each body."""
        while not self.over.wait(1):
            for connection in self.sockets[2 * EACH : 3 * EACH]:
                with contextlib.suppress(OSError):
                    connection.send(b"x")

    def leave(self):
        self.over.set()
        self.dripping.join()
        for connection in self.sockets:
            connection.close()


def bad_clients(installation):
    """Silent clients, half a head, bodies that drip and clients that read nothing, all at once, while others are served; and
    the server can be stopped nevertheless."""
    row, ledger = Row(f"{4 * EACH:,} connections of one client: silent, half a head, dripping, reading nothing"), citizens.Ledger()
    row.fault = row.fault.replace(",", " ", 1)
    progress("bad clients")
    server = installation.serve(proxies=0)
    bad = Bad(server)
    with citizens.crowd(server, ledger, sources=GOOD):
        time.sleep(SERVED)
    row.promise(ledger.acknowledged() and not ledger.refused and not ledger.cut_off, "good clients were not served")
    row.promise(server.process.poll() is None, "the server ended")
    started = time.perf_counter()
    server.stop()
    row.promise(time.perf_counter() - started < FAREWELL, "the server could not be stopped")
    bad.leave()
    return settled(installation, ledger, row)


def settled(installation, ledger, row):
    """Counts at a server that takes every citizen for another client."""
    with installation.running() as server:
        row.count(ledger, *installation.settle(server, ledger))
    return row


def hall(installation):
    """Three hundred phones behind one address, which keep their connections and rate twice at once."""
    row, ledger = Row(f"{PHONES} phones behind one address"), citizens.Ledger()
    progress(row.fault)
    with installation.running(proxies=0) as server:
        together = threading.Barrier(PHONES)

        def rate():
            citizen = citizens.Citizen(server, BAD)
            for _ in range(2):
                together.wait(60)
                sent = citizens.token()
                ledger.note(sent, citizen.rate(sent))
            citizen.leave()

        phones = [threading.Thread(target=rate, daemon=True) for _ in range(PHONES)]
        for phone in phones:
            phone.start()
        for phone in phones:
            phone.join()
    row.promise(ledger.acknowledged() == 2 * PHONES, "a phone was not served")
    return settled(installation, ledger, row)
