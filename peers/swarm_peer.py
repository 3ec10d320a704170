"""A small SwarmBot server on python-socketio: an independent target for `bench run --server`.

It keeps the parts of the contract that a run needs: tasks over HTTP, the events they make (batched and
immediate, with a gap-free `seq`), the event log, the state and the room `dashboard`. Its agents are simulated by
a timer; priorities, dependencies, retries and agent administration are left out.
"""

import argparse
import asyncio
import collections
import datetime
import json
import random
import signal
import sys
import threading
import uuid

import socketio
from aiohttp import web

ROOM = "dashboard"
LOG_LENGTH = 100_000
BATCH_LENGTH = 50
DEFAULT_WINDOWS = {"task_update": 0.1, "agent_update": 0.1, "metric_update": 0.5, "log_update": 0.2}
TEAM = [
    ("MainCoordinator", "coordinator", ["task_planning", "task_distribution"]),
    ("ResearchBot-1", "specialist", ["web_research", "document_analysis"]),
    ("CodeBot-1", "worker", ["code_generation", "code_review"]),
    ("MonitorBot-1", "monitor", ["performance_monitoring", "error_detection"]),
    ("ValidatorBot-1", "validator", ["result_validation", "quality_assessment"]),
]


def stamp():
    """Now in UTC with six digits and a Z; isoformat would leave the digits out at a full second."""
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seconds(text):
    """`100ms`, `2s` or `0`, as the server's options write durations."""
    for suffix, factor in (("ms", 0.001), ("us", 0.000001), ("s", 1), ("m", 60)):
        if text.endswith(suffix):
            return float(text[: -len(suffix)]) * factor
    if float(text) == 0:
        return 0.0
    raise argparse.ArgumentTypeError(f"'{text}' needs a unit: 100ms, 2s")


def window(text):
    kind, _, length = text.partition("=")
    if kind not in DEFAULT_WINDOWS:
        raise argparse.ArgumentTypeError(f"unknown event type '{kind}'")
    return kind, seconds(length)


class EventLog:
    """Gives every event its `seq` when it occurs, keeps it, and sends it at once or with its batch."""

    def __init__(self, server, windows):
        self.server = server
        self.windows = windows
        self.entries = collections.deque(maxlen=LOG_LENGTH)
        self.last = 0
        self.batches = {kind: [] for kind in windows}

    async def record(self, kind, payload):
        self.last += 1
        payload = {**payload, "timestamp": stamp(), "seq": self.last}
        self.entries.append(
            {"seq": self.last, "event": kind, "room": ROOM, "timestamp": payload["timestamp"], "data": payload}
        )
        if self.windows.get(kind, 0) <= 0:
            await self.server.emit(kind, payload, room=ROOM)
            return
        batch = self.batches[kind]
        batch.append(payload)
        if len(batch) >= BATCH_LENGTH:
            await self.flush(kind, batch)
        elif len(batch) == 1:
            asyncio.get_running_loop().call_later(
                self.windows[kind], lambda: asyncio.ensure_future(self.flush(kind, batch))
            )

    async def flush(self, kind, batch):
        """Sends `batch` unless its fiftieth item did so before the window closed."""
        if self.batches[kind] is not batch:
            return
        self.batches[kind] = []
        envelope = {"type": kind, "batch": batch, "count": len(batch), "timestamp": stamp()}
        await self.server.emit(f"{kind}_batch", envelope, room=ROOM)


class Swarm:
    """Queues tasks, lets the agent of their type work on them one after the other, and records what happens."""

    def __init__(self, log, seed, teams):
        self.log = log
        self.random = random.Random(seed)
        self.server_id = uuid.uuid4().hex
        self.agents = {}
        self.takers = collections.defaultdict(list)
        self.queues = {}
        for team in range(teams):
            for name, role, types in TEAM:
                agent_id = name if team == 0 else f"{name}-team{team + 1}"
                self.agents[agent_id] = {
                    "name": agent_id, "role": role, "status": "idle", "reliability": 1, "load": 0,
                }
                self.queues[agent_id] = asyncio.Queue()
                for task_type in types:
                    self.takers[task_type].append(agent_id)
        self.counts = {"queued": 0, "active": 0, "completed": 0, "failed": 0}
        self.seconds_worked = 0.0
        self.recent = collections.OrderedDict()

    def start(self):
        return [asyncio.ensure_future(self.work(agent_id)) for agent_id in self.agents]

    async def submit(self, body):
        task_type = body.get("task_type") if isinstance(body, dict) else None
        if not isinstance(task_type, str) or not isinstance(body.get("description", ""), str):
            raise ValueError("task_type and description must be strings")
        simulate = (body.get("metadata") or {}).get("simulate") or {}
        task = {
            "task_id": uuid.uuid4().hex,
            "task_type": task_type,
            "priority": body.get("priority", 5),
            "metadata": body.get("metadata") or {},
            "duration_ms": simulate.get("duration_ms", self.random.lognormvariate(3.689, 0.5)),
        }
        takers = self.takers.get(task_type) or list(self.agents)
        agent_id = min(takers, key=lambda taker: (self.queues[taker].qsize(), self.agents[taker]["load"]))
        self.counts["queued"] += 1
        self.touch(task, "pending", None)
        update = {key: task[key] for key in ("task_id", "task_type", "priority", "metadata")}
        await self.log.record("task_update", update)
        self.queues[agent_id].put_nowait(task)
        return task["task_id"]

    async def work(self, agent_id):
        while True:
            task = await self.queues[agent_id].get()
            self.counts["queued"] -= 1
            self.counts["active"] += 1
            self.touch(task, "executing", agent_id)
            await self.log.record(
                "task_update", {"task_id": task["task_id"], "agent_id": agent_id, "event": "assigned"})
            await self.turn(agent_id, "processing", 1)
            await asyncio.sleep(task["duration_ms"] / 1000)
            self.counts["active"] -= 1
            self.counts["completed"] += 1
            self.seconds_worked += task["duration_ms"] / 1000
            self.touch(task, "completed", agent_id)
            await self.log.record(
                "task_completed",
                {
                    "task_id": task["task_id"], "agent_id": agent_id, "result": {"ok": True},
                    "duration_ms": task["duration_ms"],
                },
            )
            await self.turn(agent_id, "idle", 0)
            await self.log.record(
                "metric_update",
                {
                    "agent_id": agent_id, "cpu": 0, "memory": 0,
                    "tasks_completed": self.counts["completed"], "error_rate": 0,
                },
            )

    async def turn(self, agent_id, status, load):
        agent = self.agents[agent_id]
        old = agent["status"]
        agent["status"], agent["load"] = status, load
        await self.log.record(
            "agent_update", {"agent_id": agent_id, "old_status": old, "new_status": status, "details": {}})

    def touch(self, task, status, agent_id):
        self.recent.pop(task["task_id"], None)
        self.recent[task["task_id"]] = {
            "task_id": task["task_id"], "task_type": task["task_type"], "status": status, "agent_id": agent_id,
        }
        while len(self.recent) > 5:
            self.recent.popitem(last=False)

    def metrics(self):
        completed = self.counts["completed"]
        return {
            "total_tasks": sum(self.counts.values()), "completed_tasks": completed,
            "failed_tasks": self.counts["failed"],
            "average_completion_time": self.seconds_worked / completed if completed else 0,
        }

    def state(self):
        activity = [
            {key: entry[key] for key in ("seq", "event", "timestamp")} for entry in list(self.log.entries)[-3:]
        ]
        return {
            "server_id": self.server_id, "seq": self.log.last, "timestamp": stamp(), "name": "SwarmPeer",
            "agents": self.agents, "tasks": {**self.counts, "recent": list(self.recent.values())},
            "metrics": self.metrics(), "activity": activity,
        }


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
