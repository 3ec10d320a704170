"""The swarm of flask_server.py: its event log with batching windows, and agents that are threads."""

import collections
import datetime
import queue
import threading
import time

from swarm_common import (
    BATCH_LENGTH, LOG_LENGTH, ROOM, Ledger, assigned, completed, queued, stamp, text)


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


class Swarm(Ledger):
    """Queues tasks, lets the agent of their type work on them one after the other, and records what happens."""

    def __init__(self, log, seed, teams):
        super().__init__(seed, teams, queue.Queue)
        self.log = log
        self.lock = log.lock
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
        with self.lock:
            task, agent_id = self.accept(body)
            self.log.record("task_update", queued(task))
            self.tell_queue()
        self.queues[agent_id].put(task)
        return task["task_id"]

    def work(self, agent_id):
        while True:
            task = self.queues[agent_id].get()
            with self.lock:
                self.begin(task, agent_id)
                self.log.record("task_update", assigned(task, agent_id))
                self.log.record("agent_update", self.turned(agent_id, "processing", 1))
                started = datetime.datetime.now(datetime.timezone.utc)
            time.sleep(task["duration_ms"] / 1000)
            with self.lock:
                self.finish(task, agent_id, started)

    def finish(self, task, agent_id, started):
        self.complete(task, agent_id)
        result = {"ok": True, "simulated_duration_ms": task["duration_ms"], "started_at": text(started)}
        self.log.record("task_completed", completed(task, agent_id, result))
        self.log.record("agent_update", self.turned(agent_id, "idle", 0))
        self.log.record("metric_update", self.agent_metrics(agent_id))

    def tell_queue(self):
        """At most once a second while the queue changes."""
        now = time.monotonic()
        if now - self.queue_told >= 1:
            self.queue_told = now
            self.log.record("task_queue_update", {"stats": self.counts.copy()})

    def state(self):
        with self.lock:
            return self.snapshot(self.log, "FlaskSwarm")
