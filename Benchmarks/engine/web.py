"""nginx as the reference server, wrk as the reference client."""

import os
import re
import shutil
import socket
import tempfile
import time

from .programs import Program, ProgramError


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Nginx:
    """One nginx process that serves one body at /api/swarm, without logs, on a free port."""

    def __init__(self, body, cpu):
        self.folder = tempfile.mkdtemp(prefix="bench-nginx-")
        os.makedirs(os.path.join(self.folder, "api"))
        with open(os.path.join(self.folder, "api", "swarm"), "wb") as file:
            file.write(body)
        # A worker that root's nginx starts runs as nobody.
        for path in [self.folder, os.path.join(self.folder, "api")]:
            os.chmod(path, 0o755)
        self.port = free_port()
        configuration = os.path.join(self.folder, "nginx.conf")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(self._configuration())
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        try:
            self.program = Program([nginx, "-p", self.folder, "-c", configuration, "-e", "stderr"], cpu)
            self._wait()
        except ProgramError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _configuration(self):
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        return f"""
            daemon off; master_process off; pid {self.folder}/nginx.pid; error_log stderr crit;
            worker_rlimit_nofile 4096; events {{ worker_connections 2048; }}
            http {{
                access_log off; {temporary} default_type application/json; sendfile on; tcp_nodelay on;
                keepalive_requests 1000000000; keepalive_timeout 300s;
                server {{ listen 127.0.0.1:{self.port} backlog=4096; root {self.folder}; }}
            }}"""

    def _wait(self):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if self.program.ended():
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        complaint = self.program.complaint()
        self.program.stop()
        raise ProgramError(f"nginx does not listen: {complaint}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.program.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def wrk(port, connections, seconds, cpu, path="/api/swarm"):
    """Requests as fast as they are answered, on kept connections; (requests, wrk's CPU seconds)."""
    url = f"http://127.0.0.1:{port}{path}"
    with Program(["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", url], cpu) as program:
        requests = int(program.line(r"^\s*(\d+) requests in", seconds + 30).group(1))
        problems = []
        while (line := program.lines.get(timeout=30)) is not None:
            if re.search(r"Socket errors|Non-2xx", line):
                problems.append(line.strip())
        program.wait(10)
    if problems or requests == 0:
        raise ProgramError(f"wrk: {'; '.join(problems) or 'no request was answered'}")
    return requests, program.usage.ru_utime + program.usage.ru_stime
