"""SwarmBot's original stack: Flask-SocketIO in threading mode with simple-websocket, as a target for bench.

It keeps the contract of the dashboard: the events with their batching windows and a gap-free `seq`, the state that
is polled, the event log, tasks over HTTP. Every client has a thread of its own, as has every agent: what it shows is
what Python's threads make of the same work that swarm-server does. Dependencies, retries, agent administration and
quality-based windows are left out.
"""

import argparse
import itertools
import logging
import os
import signal
import sys
import threading

from flask import Flask, jsonify, request
from flask_socketio import SocketIO, emit, join_room, leave_room
from werkzeug.serving import make_server

from flask_swarm import EventLog, Swarm
from swarm_common import DEFAULT_WINDOWS, ROOM, seconds, stamp, window


def socket_handlers(socketio, swarm):
    @socketio.on("connect")
    def connect(_auth=None):
        join_room(ROOM)
        emit(
            "connection_established",
            {"client_id": request.sid, "server_id": swarm.server_id, "timestamp": stamp(), "rooms": [ROOM]})

    def change_room(data, change, answer):
        room = (data or {}).get("room")
        if isinstance(room, str):
            change(room)
            emit(answer, {"room": room, "client_id": request.sid, "timestamp": stamp()})

    @socketio.on("join_room")
    def enter(data):
        change_room(data, join_room, "room_joined")

    @socketio.on("leave_room")
    def leave(data):
        change_room(data, leave_room, "room_left")

    @socketio.on("ping")
    def ping(data):
        emit("pong", {"ping_id": (data or {}).get("ping_id"), "timestamp": stamp()})

    @socketio.on("connection_quality")
    def connection_quality(_data):
        """Accepted; this server never changes its windows."""

    @socketio.on("submit_task")
    def submit_task(data):
        try:
            return {"task_id": swarm.submit(data)}
        except ValueError as error:
            return {"error": str(error)}


def routes(app, swarm):
    def problem(status, title):
        return jsonify({"title": title, "status": status}), status

    @app.get("/api/swarm")
    def state():
        return jsonify(swarm.state())

    @app.get("/api/events")
    def events():
        try:
            after = int(request.args.get("after", 0))
            limit = int(request.args.get("limit", 1000))
        except ValueError:
            return problem(400, "after and limit are whole numbers")
        if after < 0 or limit < 1:
            return problem(400, "after is at least 0 and limit at least 1")
        with swarm.lock:
            entries = swarm.log.entries
            first = entries[0]["seq"] if entries else swarm.log.last + 1
            if "after" in request.args and after + 1 < first:
                return problem(410, "the log no longer holds these entries")
            start = max(0, after + 1 - first)
            found = list(itertools.islice(entries, start, start + limit))
            return jsonify({"events": found, "firstSeq": first, "lastSeq": swarm.log.last})

    @app.post("/api/tasks")
    def submit():
        try:
            return jsonify({"task_id": swarm.submit(request.get_json(force=True))}), 202
        except ValueError as error:
            return problem(400, str(error))

    @app.get("/api/metrics")
    def metrics():
        with swarm.lock:
            return jsonify(swarm.metrics())

    @app.get("/healthz")
    @app.get("/readyz")
    def healthz():
        return "ok"


def serve(options):
    app = Flask(__name__)
    app.json.sort_keys = False
    socketio = SocketIO(
        app, async_mode="threading", cors_allowed_origins="*",
        ping_interval=options.ping_interval, ping_timeout=options.ping_timeout)
    log = EventLog(socketio, {**DEFAULT_WINDOWS, **dict(options.batch_window)})
    swarm = Swarm(log, options.seed, options.teams)
    socket_handlers(socketio, swarm)
    routes(app, swarm)
    # A line for every request would be measured too.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    swarm.start()
    # What socketio.run() starts as well, bound first so that port 0 can be told.
    server = make_server(options.host, options.port, app, threaded=True)
    server.socket.listen(4096)
    print(f"listening on http://{options.host}:{server.server_port}", flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    if options.stop_on_stdin_end:
        threading.Thread(target=wait_for_stdin, daemon=True).start()
    server.serve_forever()


def wait_for_stdin():
    """Whoever started this server holds its standard input; when that ends, nobody needs the server any more."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teams", type=int, default=1)
    parser.add_argument("--ping-interval", type=seconds, default=25.0)
    parser.add_argument("--ping-timeout", type=seconds, default=20.0)
    parser.add_argument("--batch-window", type=window, action="append", default=[], metavar="TYPE=DURATION")
    parser.add_argument("--event-loops", type=int, help="accepted; every client has a thread")
    parser.add_argument("--stop-on-stdin-end", action="store_true")
    # Options of swarm-server that this server has no use for must not stop it.
    options, ignored = parser.parse_known_args()
    if ignored:
        print(f"flask_server.py: ignoring {' '.join(ignored)}", file=sys.stderr)
    serve(options)


if __name__ == "__main__":
    main()
