"""The program under test: its commands, a running server, and requests to it counted to the byte.
It must not judge what it is told."""

import contextlib
import re
import shutil
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from .tools import Broken, run

PATIENCE = 30


class Program:
    """A copy of the program alone in a folder of its own: it needs no other file, and a new build does not disturb."""

    def __init__(self, path, folder):
        self.folder = folder / "program"
        self.folder.mkdir()
        self.path = self.folder / "suara-warga"
        shutil.copy(path, self.path)

    def size(self):
        return self.path.stat().st_size

    def run(self, *words, data, environment=None):
        return run([self.path, *words, "--data", data], cwd=self.folder, environment=environment)

    def init(self, data):
        return self.run("init", data=data)

    def import_register(self, city, data):
        return self.run("import", "register", city, data=data)

    def import_ratings(self, file, slug, data):
        return self.run("import", "ratings", file, "--service", slug, data=data)

    def seal(self, period, data):
        return self.run("seal", "--period", period, "--by", "Penyegel Satu", "--and", "Penyegel Dua", data=data)

    @contextlib.contextmanager
    def serve(self, data, command="serve", *words):
        """A running server, stopped at the end."""
        server = Server(self, data, command, words)
        try:
            yield server
        finally:
            server.stop()


class Server:
    """A server on a free port of the loopback device. `how` says how the system is to run it."""

    def __init__(self, program, data, command, more=(), proxies=1, **how):
        words = [program.path, command, "--listen", "127.0.0.1:0", "--trusted-proxies", str(proxies), "--data", data]
        words += more
        if command == "serve":
            # Some measures begin with the demonstration's city.
            words.append("--demo-data")
        self.log = open(data.parent / f"{data.name}.log", "ab")
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            words, cwd=program.folder, stdout=subprocess.PIPE, stderr=self.log, text=True, **how
        )
        self.port = self._port()
        # What else it prints must not fill the pipe.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.port}"

    def _port(self):
        """The port it prints. A server that cannot be used is not left behind."""
        alarm = threading.Timer(4 * PATIENCE, self.process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            for line in self.process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                    return int(found[1])
            raise Broken(f"the server did not start:\n{Path(self.log.name).read_text()[-2000:]}")
        except BaseException:
            self.stop()
            raise
        finally:
            alarm.cancel()

    def connect(self):
        return Connection(self.port)

    def until_healthy(self):
        """Seconds from the start of the process to the first answer."""
        with self.connect() as connection:
            connection.get("/health")
        return time.perf_counter() - self.started

    def memory(self):
        """The memory that it holds and the most that it ever held, in bytes; nothing where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None, None
        held = [re.search(rf"{name}:\s+(\d+) kB", status.read_text())[1] for name in ("VmRSS", "VmHWM")]
        return tuple(int(kilobytes) * 1024 for kilobytes in held)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


@dataclass
class Answer:
    """A response with its sizes on the wire."""

    status: int
    headers: int
    body: bytes
    seconds: float

    def size(self):
        return self.headers + len(self.body)


class Connection:
    """One keep-alive connection. It does so little itself that its time is the server's."""

    def __init__(self, port):
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def get(self, path, encoding="identity"):
        """The answer to a GET; anything but 200 is the end of the benchmark."""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: {encoding}\r\n\r\n"
        started = time.perf_counter()
        self.socket.sendall(request.encode())
        while (end := self.received.find(b"\r\n\r\n")) < 0:
            self._receive(path)
        end += 4
        head = self.received[:end].decode("latin-1")
        length = re.search(r"^content-length: *(\d+)", head, re.I | re.M)
        status = int(head.split(" ", 2)[1])
        if status != 200 or not length:
            raise Broken(f"GET {path} was answered with\n{head}")
        until = end + int(length[1])
        while len(self.received) < until:
            self._receive(path)
        seconds = time.perf_counter() - started
        body, self.received = self.received[end:until], self.received[until:]
        return Answer(status, end, body, seconds)

    def _receive(self, path):
        part = self.socket.recv(1 << 20)
        if not part:
            raise Broken(f"the server closed the connection instead of answering GET {path}")
        self.received += part
