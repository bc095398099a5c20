"""A full hall: phones that listen to a forum's bell and fetch what it rings for, and people who all write at once.
It must not start a server, nor know how the portal rings."""

import asyncio
import gzip
import random
import re
import secrets
import statistics
import time
import urllib.parse

from . import desk
from .report import Line, kilobytes, thousands
from .tools import Broken, progress

LISTENERS, ROUNDS = 1000, 5
WRITERS, MINUTE = 300, 60
POINTS = 5000
# For how long the page of a phone waits at most after the bell, in seconds.
PATIENCE = 1


def halls(program, folder, quick):
    """Every budget of a forum with what was measured."""
    data = folder / "hall"
    with program.serve(data, "demo") as server:
        moderator = desk.Moderator(server)
        lines = listening(server, moderator, LISTENERS // 10 if quick else LISTENERS)
        lines += writing(server, moderator, WRITERS // 10 if quick else WRITERS)
        return lines + full(server, moderator, POINTS // 10 if quick else POINTS)


# --- listening -------------------------------------------------------------------------------------------------------


def listening(server, moderator, people):
    """How long a point takes from the moderator's Enter to the bell, and to the phone, for everybody."""
    progress(f"{people} people listen to a forum")
    before, _ = server.memory()
    bells, shown, after = asyncio.run(Hall(server, moderator, people).rounds())
    bell, last = (statistics.quantiles(times, n=20)[-1] for times in (bells, shown))
    name = f"{thousands(people)} listeners"
    lines = [
        Line(f"Bell, {name}", "95 % within 0.5 s", f"{bell:.2f} s, at most {max(bells):.2f} s", bell <= 0.5),
        Line(f"Point shown, {name}", "95 % within 1.5 s", f"{last:.2f} s, at most {max(shown):.2f} s", last <= 1.5),
    ]
    if after is not None:
        lines.append(Line("Memory for each listener", "as little as possible", kilobytes((after - before) / people)))
    return lines


class Hall:
    """Phones in the room of a forum."""

    def __init__(self, server, moderator, people):
        self.server, self.moderator, self.people = server, moderator, people
        self.text, self.sent = "", 0.0
        self.bells, self.shown = [], []
        self.versions = [None] * people

    async def rounds(self):
        listeners = [asyncio.create_task(self.listen(place)) for place in range(self.people)]
        while None in self.versions:
            await self.lives(listeners)
        after, _ = self.server.memory()
        for number in range(ROUNDS):
            # Rings come no closer together than a second.
            await asyncio.sleep(1.5)
            self.text = f"Uji pendengar {number} {secrets.token_hex(4)}"
            self.sent = time.perf_counter()
            await asyncio.to_thread(self.moderator.hear, self.text)
            while len(self.shown) < self.people * (number + 1):
                await self.lives(listeners)
        for listener in listeners:
            listener.cancel()
        return self.bells, self.shown, after

    async def lives(self, listeners):
        """Waits a little; somebody who cannot listen any more is the end of the benchmark."""
        done, _ = await asyncio.wait(listeners, timeout=0.05)
        for listener in done:
            listener.result()

    async def listen(self, place):
        reader, writer = await opened(self.server.port, f"{self.moderator.room}/bel")
        while line := await reader.readline():
            if not line.startswith(b"data:"):
                continue
            first, self.versions[place] = self.versions[place] is None, int(line[5:])
            if not first:
                self.bells.append(time.perf_counter() - self.sent)
                await asyncio.sleep(random.random() * PATIENCE)
                await self.fetch(self.versions[place])
        writer.close()
        raise Broken("a bell ended")

    async def fetch(self, version):
        path = f"{self.moderator.room}/ruang?v={version}"
        reader, writer = await opened(self.server.port, path, "Connection: close\r\nAccept-Encoding: gzip\r\n")
        answer = await reader.read()
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        html = gzip.decompress(body) if b"gzip" in head else body
        if self.text.encode() not in html:
            raise Broken(f"after the bell {path} did not show the point:\n{head.decode()}")
        self.shown.append(time.perf_counter() - self.sent)


async def opened(port, path, more=""):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n".encode())
    return reader, writer


# --- writing ---------------------------------------------------------------------------------------------------------


def writing(server, moderator, people):
    """Whether everybody behind one address can write within the same minute, and how long each waits."""
    progress(f"{people} people behind one address write within a minute")
    waits = asyncio.run(everybody_writes(server.port, moderator.room, people))
    high = statistics.quantiles(waits, n=20)[-1]
    measured = f"all {people} taken, 95 % answered within {high * 1000:.0f} ms"
    return [Line(f"{people} people behind one address write within a minute", "all taken", measured, True)]


async def everybody_writes(port, room, people):
    moments = [random.random() * MINUTE for _ in range(people)]
    return await asyncio.gather(*(writes(port, room, moment) for moment in moments))


async def writes(port, room, moment):
    """One person opens the room, writes a point and sends it."""
    await asyncio.sleep(moment)
    page = await asked(port, f"GET {room} HTTP/1.1\r\n", b"")
    token = re.search(rb'name="formulir" value="(\w+)"', page)
    fields = {"formulir": token[1].decode(), "usulan": f"Uji penulis {secrets.token_hex(8)}", "unsur": "pengguna"}
    body = urllib.parse.urlencode(fields).encode()
    started = time.perf_counter()
    head = f"POST {room}/usulan HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    answer = await asked(port, f"{head}Content-Length: {len(body)}\r\n", body)
    if not answer.startswith(b"HTTP/1.1 303"):
        raise Broken(f"a point was answered with {answer[:40]}")
    return time.perf_counter() - started


async def asked(port, head, body):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    writer.write(f"{head}Host: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode() + body)
    answer = await reader.read()
    writer.close()
    return answer


# --- a full log ------------------------------------------------------------------------------------------------------


def full(server, moderator, points):
    """What a hall weighs and costs once so much was said in an hour."""
    progress(f"{points} points in one forum")
    for number in range(points):
        moderator.hear(f"Uji usulan nomor {number} {secrets.token_hex(8)}")
    with server.connect() as connection:
        region = connection.get(f"{moderator.room}/ruang?v=0", "gzip")
        again = statistics.median(connection.get(f"{moderator.room}/ruang?v=0", "gzip").seconds for _ in range(9))
    measured = (
        f"made in {region.seconds * 1000:.0f} ms, then answered in {again * 1000:.1f} ms, "
        f"{kilobytes(len(region.body))} compressed"
    )
    return [Line(f"What a hall fetches with {thousands(points)} points", "worth knowing", measured)]
