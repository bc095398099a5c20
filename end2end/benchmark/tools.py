"""What every part of the benchmark needs: running commands, temporary folders, progress, and the end of it all.
It must not know the portal."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class Broken(Exception):
    """Something does not work, so that there is nothing to measure."""


def progress(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def build(root):
    """The release program, built if it is not up to date."""
    progress("building the release program")
    if not shutil.which("cargo"):
        raise Broken("cargo is missing: install Rust, see https://www.rust-lang.org/tools/install")
    if subprocess.run(["cargo", "build", "--release", "--locked"], cwd=root, stdout=sys.stderr).returncode:
        raise Broken("the build failed")
    target = Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
    return target / "release" / "suara-warga"


def build_from_nothing(root):
    """How long the release build takes, in seconds, with everything downloaded and nothing compiled."""
    with temporary_folder(root) as folder:
        run(["cargo", "fetch", "--locked"], cwd=root)
        progress("building the release program from nothing")
        command = ["cargo", "build", "--release", "--locked", "--target-dir", folder]
        return run(command, timeout=3600, cwd=root).seconds


@contextlib.contextmanager
def temporary_folder(root):
    """A folder beside the build: the system's temporary folder may be in memory, where syncing costs nothing."""
    target = root / "target"
    target.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=target))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Finished:
    """What a command said, how long it took, and the most memory it held."""

    output: str
    seconds: float
    peak_bytes: int


def run(command, timeout=600, cwd=None, environment=None):
    """Runs a command to its end; its failure is the end of the benchmark."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors, cwd=cwd, env=environment)
        try:
            status, usage = wait(process, started + timeout)
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
        seconds = time.perf_counter() - started
        words = " ".join(str(part) for part in command)
        if status is None:
            raise Broken(f"{words} took longer than {timeout} s")
        if status != 0:
            raise Broken(f"{words} failed:\n{text_of(errors)}{text_of(output)}")
        unit = 1 if sys.platform == "darwin" else 1024
        return Finished(text_of(output), seconds, usage.ru_maxrss * unit)


def wait(process, deadline):
    """Exit status and resource usage of a process; neither if it has not ended at the deadline."""
    while time.perf_counter() < deadline:
        ended, code, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(code)
            return process.returncode, usage
        time.sleep(0.002)
    return None, None


def text_of(file):
    file.seek(0)
    return file.read().decode(errors="replace")
