"""The swarm of flask_server.py: its event log with batching windows, and agents that are threads."""

import collections
import datetime
import queue
import random
import threading
import time
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


def text(instant):
    """An instant in UTC with six digits and a Z; isoformat would leave the digits out at a full second."""
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def stamp():
    return text(datetime.datetime.now(datetime.timezone.utc))


class EventLog:
    """Gives every event its `seq` when it occurs, keeps it, and sends it at once or with its batch.

    The lock is held while an event is handed to the clients' queues, so that every client gets one type's events in
    the order of their `seq`. It may be taken again by its holder: the original's could not, and deadlocked when the
    fiftieth event of a window flushed it.
    """

    def __init__(self, socketio, windows):
        self.socketio = socketio
        self.windows = windows
        self.lock = threading.RLock()
        self.entries = collections.deque(maxlen=LOG_LENGTH)
        self.last = 0
        self.batches = {kind: [] for kind in windows}

    def record(self, kind, payload):
        with self.lock:
            self.last += 1
            payload = {**payload, "timestamp": stamp(), "seq": self.last}
            self.entries.append(
                {"seq": self.last, "event": kind, "room": ROOM, "timestamp": payload["timestamp"], "data": payload})
            if self.windows.get(kind, 0) <= 0:
                self.socketio.emit(kind, payload, to=ROOM)
                return
            batch = self.batches[kind]
            batch.append(payload)
            if len(batch) >= BATCH_LENGTH:
                self.flush(kind, batch)
            elif len(batch) == 1:
                timer = threading.Timer(self.windows[kind], self.flush, (kind, batch))
                timer.daemon = True
                timer.start()

    def flush(self, kind, batch):
        """Sends `batch` unless its fiftieth item did so before the window closed."""
        with self.lock:
            if self.batches[kind] is not batch:
                return
            self.batches[kind] = []
            envelope = {"type": kind, "batch": batch, "count": len(batch), "timestamp": stamp()}
            self.socketio.emit(f"{kind}_batch", envelope, to=ROOM)


class Swarm:
    """Queues tasks, lets the agent of their type work on them one after the other, and records what happens."""

    def __init__(self, log, seed, teams):
        self.log = log
        self.lock = log.lock
        self.random = random.Random(seed)
        self.server_id = uuid.uuid4().hex
        self.agents = {}
        self.takers = collections.defaultdict(list)
        self.queues = {}
        for team in range(teams):
            for name, role, types in TEAM:
                agent_id = name if team == 0 else f"{name}-team{team + 1}"
                self.agents[agent_id] = {
                    "name": agent_id, "role": role, "status": "idle", "reliability": 1, "load": 0}
                self.queues[agent_id] = queue.Queue()
                for task_type in types:
                    self.takers[task_type].append(agent_id)
        self.counts = {"queued": 0, "active": 0, "completed": 0, "failed": 0}
        self.seconds_worked = 0.0
        self.recent = collections.OrderedDict()
        self.queue_told = 0.0

    def start(self):
        for agent_id in self.agents:
            threading.Thread(target=self.work, args=(agent_id,), daemon=True).start()
        self.every(5, lambda: self.log.record("metric_update", {"metrics": self.metrics()}))
        self.every(30, lambda: self.log.record("swarm_status_update", {"status": self.counts.copy()}))

    def every(self, period, action):
        def run():
            due = time.monotonic()
            while True:
                due += period
                time.sleep(max(0, due - time.monotonic()))
                with self.lock:
                    action()

        threading.Thread(target=run, daemon=True).start()

    def submit(self, body):
        task_type = body.get("task_type") if isinstance(body, dict) else None
        if not isinstance(task_type, str) or not isinstance(body.get("description", ""), str):
            raise ValueError("task_type and description must be strings")
        metadata = body.get("metadata") or {}
        simulate = metadata.get("simulate") or {}
        with self.lock:
            task = {
                "task_id": uuid.uuid4().hex, "task_type": task_type, "priority": body.get("priority", 5),
                "metadata": metadata,
                "duration_ms": simulate.get("duration_ms", self.random.lognormvariate(3.689, 0.5)),
            }
            takers = self.takers.get(task_type) or list(self.agents)
            agent_id = min(takers, key=lambda taker: (self.queues[taker].qsize(), self.agents[taker]["load"]))
            self.counts["queued"] += 1
            self.touch(task, "pending", None)
            self.log.record(
                "task_update", {key: task[key] for key in ("task_id", "task_type", "priority", "metadata")})
            self.tell_queue()
        self.queues[agent_id].put(task)
        return task["task_id"]

    def work(self, agent_id):
        while True:
            task = self.queues[agent_id].get()
            with self.lock:
                self.counts["queued"] -= 1
                self.counts["active"] += 1
                self.touch(task, "executing", agent_id)
                self.log.record(
                    "task_update", {"task_id": task["task_id"], "agent_id": agent_id, "event": "assigned"})
                self.turn(agent_id, "processing", 1)
                started = datetime.datetime.now(datetime.timezone.utc)
            time.sleep(task["duration_ms"] / 1000)
            with self.lock:
                self.finish(task, agent_id, started)

    def finish(self, task, agent_id, started):
        self.counts["active"] -= 1
        self.counts["completed"] += 1
        self.seconds_worked += task["duration_ms"] / 1000
        self.touch(task, "completed", agent_id)
        result = {"ok": True, "simulated_duration_ms": task["duration_ms"], "started_at": text(started)}
        self.log.record(
            "task_completed",
            {
                "task_id": task["task_id"], "agent_id": agent_id, "result": result,
                "duration_ms": task["duration_ms"],
            })
        self.turn(agent_id, "idle", 0)
        self.log.record(
            "metric_update",
            {
                "agent_id": agent_id, "cpu": 0, "memory": 0, "tasks_completed": self.counts["completed"],
                "error_rate": 0,
            })

    def turn(self, agent_id, status, load):
        agent = self.agents[agent_id]
        old = agent["status"]
        agent["status"], agent["load"] = status, load
        self.log.record(
            "agent_update", {"agent_id": agent_id, "old_status": old, "new_status": status, "details": {}})

    def tell_queue(self):
        """At most once a second while the queue changes."""
        now = time.monotonic()
        if now - self.queue_told >= 1:
            self.queue_told = now
            self.log.record("task_queue_update", {"stats": self.counts.copy()})

    def touch(self, task, status, agent_id):
        self.recent.pop(task["task_id"], None)
        self.recent[task["task_id"]] = {
            "task_id": task["task_id"], "task_type": task["task_type"], "status": status, "agent_id": agent_id}
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
        with self.lock:
            newest = [self.log.entries[-1 - place] for place in range(min(3, len(self.log.entries)))]
            activity = [{key: entry[key] for key in ("seq", "event", "timestamp")} for entry in newest]
            return {
                "server_id": self.server_id, "seq": self.log.last, "timestamp": stamp(), "name": "FlaskSwarm",
                "agents": {agent_id: dict(agent) for agent_id, agent in self.agents.items()},
                "tasks": {**self.counts, "recent": list(self.recent.values())},
                "metrics": self.metrics(), "activity": activity,
            }
