"""The swarm of swarm_peer.py: its event log with batching windows, and agents simulated by a timer."""

import asyncio
import collections
import datetime
import random
import uuid

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
