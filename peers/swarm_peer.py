"""A small SwarmBot server on python-socketio: an independent target for `bench run --server`.

It keeps the parts of the contract that a run needs: tasks over HTTP, the events they make (batched and
immediate, with a gap-free `seq`), the event log, the state and the room `dashboard`. Its agents are simulated by
a timer; priorities, dependencies, retries and agent administration are left out.
"""

import argparse
import asyncio
import json
import signal
import sys
import threading

import socketio
from aiohttp import web

from swarm_model import EventLog, Swarm
from swarm_common import DEFAULT_WINDOWS, ROOM, seconds, stamp, window


def socket_handlers(server, swarm):
    async def connect(sid, _environ, _auth=None):
        await server.enter_room(sid, ROOM)
        await server.emit(
            "connection_established",
            {"client_id": sid, "server_id": swarm.server_id, "timestamp": stamp(), "rooms": [ROOM]},
            to=sid,
        )

    async def change_room(sid, data, change, answer):
        room = (data or {}).get("room")
        if isinstance(room, str):
            await change(sid, room)
            await server.emit(answer, {"room": room, "client_id": sid, "timestamp": stamp()}, to=sid)

    async def join_room(sid, data):
        await change_room(sid, data, server.enter_room, "room_joined")

    async def leave_room(sid, data):
        await change_room(sid, data, server.leave_room, "room_left")

    async def ping(sid, data):
        await server.emit("pong", {"ping_id": (data or {}).get("ping_id"), "timestamp": stamp()}, to=sid)

    async def connection_quality(_sid, _data):
        """Accepted; this server never changes its windows."""

    async def submit_task(_sid, data):
        try:
            return {"task_id": await swarm.submit(data)}
        except ValueError as error:
            return {"error": str(error)}

    for handler in (connect, join_room, leave_room, ping, connection_quality, submit_task):
        server.on(handler.__name__, handler)


def routes(swarm):
    async def state(_request):
        return web.json_response(swarm.state(), dumps=compact)

    async def events(request):
        entries = swarm.log.entries
        try:
            after = int(request.query.get("after", 0))
            limit = int(request.query.get("limit", 1000))
        except ValueError:
            return web.json_response({"title": "after and limit are whole numbers", "status": 400}, status=400)
        first = entries[0]["seq"] if entries else swarm.log.last + 1
        if after + 1 < first:
            return web.json_response({"title": "the log no longer holds these entries", "status": 410}, status=410)
        start = after + 1 - first
        found = [entries[index] for index in range(start, min(start + limit, len(entries)))]
        answer = {"events": found, "firstSeq": first, "lastSeq": swarm.log.last}
        return web.json_response(answer, dumps=compact)

    async def submit(request):
        try:
            return web.json_response({"task_id": await swarm.submit(await request.json())}, status=202)
        except ValueError as error:
            return web.json_response({"title": str(error), "status": 400}, status=400)

    async def metrics(_request):
        return web.json_response(swarm.metrics(), dumps=compact)

    async def healthz(_request):
        return web.Response(text="ok")

    return [
        web.get("/api/swarm", state), web.get("/api/events", events), web.post("/api/tasks", submit),
        web.get("/api/metrics", metrics), web.get("/healthz", healthz), web.get("/readyz", healthz),
    ]


def compact(value):
    return json.dumps(value, separators=(",", ":"))


async def serve(options):
    server = socketio.AsyncServer(
        async_mode="aiohttp", cors_allowed_origins="*",
        ping_interval=options.ping_interval, ping_timeout=options.ping_timeout)
    log = EventLog(server, {**DEFAULT_WINDOWS, **dict(options.batch_window)})
    swarm = Swarm(log, options.seed, options.teams)
    socket_handlers(server, swarm)
    app = web.Application()
    app.add_routes(routes(swarm))
    server.attach(app)
    workers = swarm.start()

    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, options.host, options.port, backlog=4096)
    await site.start()
    host, port = runner.addresses[0][:2]
    print(f"listening on http://{host}:{port}", flush=True)

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if options.stop_on_stdin_end:
        threading.Thread(target=wait_for_stdin, args=(loop, stop), daemon=True).start()
    await stop.wait()
    for worker in workers:
        worker.cancel()
    await asyncio.wait([asyncio.ensure_future(runner.cleanup())], timeout=3)


def wait_for_stdin(loop, stop):
    """Whoever started this server holds its standard input; when that ends, nobody needs the server any more."""
    while sys.stdin.buffer.read(4096):
        pass
    loop.call_soon_threadsafe(stop.set)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teams", type=int, default=1)
    parser.add_argument("--event-loops", type=int, help="accepted; asyncio has one")
    parser.add_argument("--ping-interval", type=seconds, default=25.0)
    parser.add_argument("--ping-timeout", type=seconds, default=20.0)
    parser.add_argument("--batch-window", type=window, action="append", default=[], metavar="TYPE=DURATION")
    parser.add_argument("--stop-on-stdin-end", action="store_true")
    # Options of swarm-server that this server has no use for must not stop it.
    options, ignored = parser.parse_known_args()
    if ignored:
        print(f"swarm_peer.py: ignoring {' '.join(ignored)}", file=sys.stderr)
    asyncio.run(serve(options))


if __name__ == "__main__":
    main()
