"""What the Python swarms share, however they run their agents: the team, the options, what is kept of tasks."""

import argparse
import collections
import datetime
import math
import random
import uuid

ROOM = "dashboard"
LOG_LENGTH = 100_000
BATCH_LENGTH = 50
DEFAULT_WINDOWS = {"task_update": 0.1, "agent_update": 0.1, "metric_update": 0.5, "log_update": 0.2}
#: Longest simulated task, milliseconds: the contract's timeout.
LONGEST_TASK = 300_000
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


def seconds(words):
    """`100ms`, `2s` or `0`, as the server's options write durations."""
    for suffix, factor in (("ms", 0.001), ("us", 0.000001), ("s", 1), ("m", 60)):
        if words.endswith(suffix):
            return float(words[: -len(suffix)]) * factor
    if float(words) == 0:
        return 0.0
    raise argparse.ArgumentTypeError(f"'{words}' needs a unit: 100ms, 2s")


def window(words):
    kind, _, length = words.partition("=")
    if kind not in DEFAULT_WINDOWS:
        raise argparse.ArgumentTypeError(f"unknown event type '{kind}'")
    return kind, seconds(length)


def member(mapping, key):
    """An object inside an object; empty where it is missing."""
    value = mapping.get(key) or {}
    if not isinstance(value, dict):
        raise ValueError(f"{key} must be an object")
    return value


class Ledger:
    """Agents with their queues, and what is known of tasks. For one thread, or under its owner's lock."""

    def __init__(self, seed, teams, new_queue):
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
                self.queues[agent_id] = new_queue()
                for task_type in types:
                    self.takers[task_type].append(agent_id)
        self.counts = {"queued": 0, "active": 0, "completed": 0, "failed": 0}
        self.seconds_worked = 0.0
        self.recent = collections.OrderedDict()

    def accept(self, body):
        """A task from a request's body, counted as queued, and the agent that gets it; ValueError says what is wrong."""
        task_type = body.get("task_type") if isinstance(body, dict) else None
        if not isinstance(task_type, str) or not isinstance(body.get("description", ""), str):
            raise ValueError("task_type and description must be strings")
        metadata = member(body, "metadata")
        duration = member(metadata, "simulate").get("duration_ms")
        if duration is None:
            duration = self.random.lognormvariate(3.689, 0.5)
        elif isinstance(duration, bool) or not isinstance(duration, (int, float)) or not (
                math.isfinite(duration) and 0 <= duration <= LONGEST_TASK):
            raise ValueError(f"duration_ms must be a number from 0 to {LONGEST_TASK}")
        task = {
            "task_id": uuid.uuid4().hex, "task_type": task_type, "priority": body.get("priority", 5),
            "metadata": metadata, "duration_ms": duration,
        }
        takers = self.takers.get(task_type) or list(self.agents)
        agent_id = min(takers, key=lambda taker: (self.queues[taker].qsize(), self.agents[taker]["load"]))
        self.counts["queued"] += 1
        self.touch(task, "pending", None)
        return task, agent_id

    def begin(self, task, agent_id):
        self.counts["queued"] -= 1
        self.counts["active"] += 1
        self.touch(task, "executing", agent_id)

    def complete(self, task, agent_id):
        self.counts["active"] -= 1
        self.counts["completed"] += 1
        self.seconds_worked += task["duration_ms"] / 1000
        self.touch(task, "completed", agent_id)

    def touch(self, task, status, agent_id):
        self.recent.pop(task["task_id"], None)
        self.recent[task["task_id"]] = {
            "task_id": task["task_id"], "task_type": task["task_type"], "status": status, "agent_id": agent_id}
        while len(self.recent) > 5:
            self.recent.popitem(last=False)

    def turned(self, agent_id, status, load):
        """Changes an agent's status; the event that tells it."""
        agent = self.agents[agent_id]
        old = agent["status"]
        agent["status"], agent["load"] = status, load
        return {"agent_id": agent_id, "old_status": old, "new_status": status, "details": {}}

    def agent_metrics(self, agent_id):
        return {
            "agent_id": agent_id, "cpu": 0, "memory": 0, "tasks_completed": self.counts["completed"],
            "error_rate": 0,
        }

    def metrics(self):
        completed = self.counts["completed"]
        return {
            "total_tasks": sum(self.counts.values()), "completed_tasks": completed,
            "failed_tasks": self.counts["failed"],
            "average_completion_time": self.seconds_worked / completed if completed else 0,
        }

    def snapshot(self, log, name):
        """The polled state, with the newest entries of the log first."""
        newest = [log.entries[-1 - place] for place in range(min(3, len(log.entries)))]
        return {
            "server_id": self.server_id, "seq": log.last, "timestamp": stamp(), "name": name,
            "agents": {agent_id: dict(agent) for agent_id, agent in self.agents.items()},
            "tasks": {**self.counts, "recent": list(self.recent.values())}, "metrics": self.metrics(),
            "activity": [{key: entry[key] for key in ("seq", "event", "timestamp")} for entry in newest],
        }


def queued(task):
    """The event that tells of a queued task."""
    return {key: task[key] for key in ("task_id", "task_type", "priority", "metadata")}


def assigned(task, agent_id):
    return {"task_id": task["task_id"], "agent_id": agent_id, "event": "assigned"}


def completed(task, agent_id, result):
    return {
        "task_id": task["task_id"], "agent_id": agent_id, "result": result, "duration_ms": task["duration_ms"]}
