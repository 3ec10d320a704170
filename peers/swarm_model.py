"""The swarm of swarm_peer.py: its event log with batching windows, and agents simulated by a timer."""

import asyncio
import collections

from swarm_common import BATCH_LENGTH, LOG_LENGTH, ROOM, Ledger, assigned, completed, queued, stamp


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


class Swarm(Ledger):
    """Queues tasks, lets the agent of their type work on them one after the other, and records what happens."""

    def __init__(self, log, seed, teams):
        super().__init__(seed, teams, asyncio.Queue)
        self.log = log

    def start(self):
        return [asyncio.ensure_future(self.work(agent_id)) for agent_id in self.agents]

    async def submit(self, body):
        task, agent_id = self.accept(body)
        await self.log.record("task_update", queued(task))
        self.queues[agent_id].put_nowait(task)
        return task["task_id"]

    async def work(self, agent_id):
        while True:
            task = await self.queues[agent_id].get()
            self.begin(task, agent_id)
            await self.log.record("task_update", assigned(task, agent_id))
            await self.log.record("agent_update", self.turned(agent_id, "processing", 1))
            await asyncio.sleep(task["duration_ms"] / 1000)
            self.complete(task, agent_id)
            await self.log.record("task_completed", completed(task, agent_id, {"ok": True}))
            await self.log.record("agent_update", self.turned(agent_id, "idle", 0))
            await self.log.record("metric_update", self.agent_metrics(agent_id))

    def state(self):
        return self.snapshot(self.log, "SwarmPeer")
