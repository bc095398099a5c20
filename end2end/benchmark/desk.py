"""People at the desk of the demonstration who write what becomes public at once.
It must not judge what that costs."""

import http.client
import os
import re
import secrets
import urllib.parse
from pathlib import Path

from .tools import Broken

PASSWORD = "kuda berlari di atas awan"
UNIT = "disdukcapil"


class Staff:
    """Somebody of the demonstration's staff, signed in."""

    def __init__(self, server, account):
        self.server, self.cookie = server, ""
        response, _ = self._send("POST", "/masuk", {"surel": f"{account}@suara.example", "sandi": PASSWORD})
        cookies = response.headers.get_all("set-cookie", [])
        session = next((cookie for cookie in cookies if cookie.startswith("meja=")), None)
        if response.status != 303 or not session:
            raise Broken(f"the demonstration's {account} cannot sign in")
        self.cookie = session.split(";")[0]

    def _write(self, path, fields):
        response, _ = self._send("POST", path, fields)
        if response.status != 303:
            raise Broken(f"POST {path} was answered with {response.status}")

    def _read(self, path):
        response, page = self._send("GET", path)
        if response.status != 200:
            raise Broken(f"GET {path} was answered with {response.status}")
        return page

    def _send(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, fields and urllib.parse.urlencode(fields), headers)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body


class Moderator(Staff):
    """The moderator of the demonstration, at the forum that runs today."""

    def __init__(self, server):
        super().__init__(server, "moderator")
        rooms = re.findall(r'href="/forum/(\w{3}-\w{3})".*?</li>', self._read("/forum"), re.S)
        running = next((code for code in rooms if "Kirim</button>" in self._read(f"/forum/{code}")), None)
        forums = re.findall(r'href="(/meja/forum/[0-9a-f-]{36})"', self._read("/meja/forum"))
        self.room = f"/forum/{running}"
        self.forum = next((path for path in forums if self.room in self._read(path)), None)
        if not running or not self.forum:
            raise Broken("no forum of the demonstration runs today")

    def hear(self, text):
        """Saves what was heard; everybody can read it when this returns."""
        fields = {"formulir": secrets.token_hex(16), "usulan": text, "unsur": "", "kelompok": ""}
        self._write(f"{self.forum}/usulan", fields)


class Operator(Staff):
    """The operator of the demonstration."""

    def __init__(self, server):
        super().__init__(server, "operator")
        self.comment = self._comment()
        self.page = f"/unit/{UNIT}/komentar"

    def _comment(self):
        _, page = self._send("GET", "/meja/tanggapan")
        found = re.search(r'href="/meja/tanggapan/([0-9a-f-]{36})', page)
        if not found:
            raise Broken("the demonstration has no comment to answer")
        return found[1]

    def reply(self, number):
        """Writes version `number` of a reply, counted from 0, and looks for it on the public page where the comment stands."""
        text = f"Terima kasih, catatan ke-{number} untuk warga."
        self._write(f"/meja/tanggapan/{self.comment}", {"versi": number, "tanggapan": text})
        while text not in (page := self._read(self.page)):
            found = re.search(r'rel="next" href="([^"]*)"', page)
            if not found:
                raise Broken("a saved reply is not public at once")
            self.page = found[1].replace("&amp;", "&")

    def counter(self, number):
        """Adds a counter and reads the public page of its unit."""
        name = f"Loket uji {os.getpid()}-{number}"
        self._write(f"/meja/unit/{UNIT}/loket/baru", {"versi": 0, "nama": name})
        self._read(f"/unit/{UNIT}")


def processor_seconds(server):
    """What a server has used of the processor so far; None where the system does not tell."""
    stat = Path(f"/proc/{server.process.pid}/stat")
    if not stat.exists():
        return None
    user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
