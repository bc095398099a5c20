"""Citizens who rate at the same time and remember what they were answered.
It must not know why the portal could fail."""

import contextlib
import http.client
import itertools
import re
import secrets
import threading
import time

from benchmark.loads import FORM

SERVICE = "ktp-el"
FORM_PATH = f"/nilai/layanan/{SERVICE}"
RECEIPT = re.compile(r"^/nilai/tanda-terima/(\S+)$")
# Longer than the portal may take, so that whoever hears nothing has found a defect or a dead portal.
PATIENCE = 30
# What a citizen does who cannot reach the portal.
BREATH = 0.02


class Ledger:
    """Every form that was sent, with its receipt once there was one."""

    def __init__(self):
        self.lock = threading.Lock()
        self.receipts = {}
        self.refused = 0
        self.cut_off = 0
        self.wrong = set()
        self.slowest = 0.0

    def acknowledged(self):
        return sum(receipt is not None for receipt in self.receipts.values())

    def open_forms(self):
        """The tokens of forms that have no receipt."""
        return [token for token, receipt in self.receipts.items() if receipt is None]

    def note(self, token, answer):
        """Remembers an answer; none where the connection ended before."""
        with self.lock:
            self.receipts.setdefault(token, None)
            if answer is None:
                self.cut_off += 1
                return
            self.slowest = max(self.slowest, answer.seconds)
            if answer.receipt:
                known = self.receipts[token]
                if known not in (None, answer.receipt):
                    self.wrong.add("another receipt for the same form")
                self.receipts[token] = answer.receipt
            elif answer.is_refusal(token):
                self.refused += 1
            else:
                self.wrong.add(answer.status)


class Answer:
    """What a citizen sees of an answer."""

    def __init__(self, response, body, seconds):
        self.status, self.body, self.seconds = response.status, body, seconds
        found = RECEIPT.match(response.headers.get("location", ""))
        self.receipt = found[1] if self.status == 303 and found else None
        self.retry_after = response.headers.get("retry-after")

    def is_refusal(self, token):
        """Whether it says that nothing was stored, when to come back, and brings the form back as it was sent."""
        return self.status == 503 and f'value="{token}"' in self.body and self.retry_after is not None


class Citizen:
    """Somebody with a browser of their own, behind an address that differs for each request unless one is given."""

    addresses = itertools.count(1)

    def __init__(self, server, source=None):
        self.server, self.source, self.connection = server, source, None

    def rate(self, token):
        """Sends a form; nothing if no answer came."""
        fields = f"formulir={token}&{FORM}"
        return self.ask("POST", FORM_PATH, fields, {"Content-Type": "application/x-www-form-urlencoded"})

    def status(self, path):
        """The status of a page; nothing if no answer came."""
        answer = self.ask("GET", path)
        return answer and answer.status

    def ask(self, method, path, body=None, headers=None):
        headers = {**(headers or {}), "X-Forwarded-For": self.address()}
        started = time.perf_counter()
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.server.port, PATIENCE, self.source and (self.source, 0)
                )
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            self.leave()
            return None
        return Answer(response, text, time.perf_counter() - started)

    def address(self):
        number = next(self.addresses)
        return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    def leave(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def token():
    """What makes a form one of its own."""
    return secrets.token_hex(16)


@contextlib.contextmanager
def crowd(server, ledger, size=8, sources=(None,)):
    """Citizens who rate one after another form, until the end, from addresses in turn."""
    over = threading.Event()

    def rate(source):
        citizen = Citizen(server, source)
        while not over.is_set():
            sent = token()
            answer = citizen.rate(sent)
            ledger.note(sent, answer)
            if answer is None:
                over.wait(BREATH)
        citizen.leave()

    origins = itertools.islice(itertools.cycle(sources), size)
    threads = [threading.Thread(target=rate, args=[source], daemon=True) for source in origins]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def until_acknowledged(server, ledger, patience=60):
    """Seconds until the portal acknowledges a rating; the whole patience if it does not."""
    citizen, sent, started = Citizen(server), token(), time.perf_counter()
    while (waited := time.perf_counter() - started) < patience:
        answer = citizen.rate(sent)
        ledger.note(sent, answer)
        if answer and answer.receipt:
            break
        time.sleep(BREATH)
    citizen.leave()
    return waited
