"""Starting programs on a core of their own, reading what they print, and leaving none behind."""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time


class ProgramError(Exception):
    """A program that could not be started, ended early, or said nothing in time. The text says what to do."""


_running = []


class Program:
    """A child process, pinned to one CPU, whose lines are read in the background."""

    def __init__(self, arguments, cpu=None, stdin=subprocess.DEVNULL):
        self.arguments = [str(word) for word in arguments]
        self.name = os.path.basename(self.arguments[0])
        if shutil.which(self.arguments[0]) is None:
            raise ProgramError(f"there is no {self.arguments[0]}: build or install it (make bench-engine does)")
        pinned = self.arguments if cpu is None else ["taskset", "-c", str(cpu)] + self.arguments
        self.errors = tempfile.TemporaryFile(mode="w+")
        # A group of its own: Ctrl-C reaches this program alone, which then stops the others one by one.
        self.process = subprocess.Popen(
            pinned, stdin=stdin, stdout=subprocess.PIPE, stderr=self.errors, text=True, start_new_session=True)
        self.pid = self.process.pid
        self.usage = None
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        _running.append(self)

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def line(self, pattern, timeout=60):
        """The first line that matches, as a match object."""
        end = time.monotonic() + timeout
        while True:
            try:
                line = self.lines.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise ProgramError(f"{self.name} said nothing like '{pattern}' in {timeout} s") from None
            if line is None:
                raise ProgramError(f"{self.name} ended without '{pattern}': {self.complaint()}")
            match = re.search(pattern, line)
            if match:
                return match

    def port(self):
        """The port of the line `listening on ...:PORT` that servers print."""
        return int(self.line(r"listening on \S*:(\d+)\s*$", timeout=20).group(1))

    def result(self, timeout=60):
        """The line of JSON that measuring programs end with."""
        return json.loads(self.line(r"^\{.*\}$", timeout).group(0))

    def complaint(self):
        self.errors.seek(0)
        return self.errors.read().strip()[-400:] or "it wrote no error"

    def wait(self, timeout=60):
        """Waits for its end; its exit status. `usage` holds its CPU time afterwards."""
        end = time.monotonic() + timeout
        while True:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid != 0:
                self.usage = usage
                self.process.returncode = os.waitstatus_to_exitcode(status)
                _running.remove(self)
                return self.process.returncode
            if time.monotonic() > end:
                raise ProgramError(f"{self.name} did not end within {timeout} s")
            time.sleep(0.005)

    def ended(self):
        """Whether it has ended; its status stays for `wait`."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def stop(self):
        """Ends it, and what it started in its own process group: asks, and after three seconds insists."""
        if self not in _running:
            return
        os.killpg(self.pid, signal.SIGTERM)
        try:
            self.wait(3)
        except ProgramError:
            os.killpg(self.pid, signal.SIGKILL)
            self.wait(5)

    def cpu_seconds(self):
        """CPU time of the whole process so far, by its CPU clock."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def cpu_seconds_or_last(self):
        """The same after its end, as long as nobody has waited for it."""
        if not self.ended():
            return self.cpu_seconds()
        self.wait()
        return self.usage.ru_utime + self.usage.ru_stime

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def stop_all():
    """Ends every program that still runs."""
    for program in list(_running):
        try:
            program.stop()
        except (ProgramError, ProcessLookupError):
            pass
