"""Scenarios of a python-socketio client against a Socket.IO server; prints one JSON object with what happened.

    socketio_client.py SCENARIO URL [--transport websocket|polling|upgrade] [--path /socket.io/]

Scenarios for the conformance server (any server with its rules):
    echo        auth object, events there and back, acknowledgements, binary both ways, /custom
    refused     a namespace that nobody defined
Scenarios for the SwarmBot server:
    dashboard   connection_established, rooms joined and left, ping, a task submitted and its events
"""

import argparse
import json
import os
import queue
import time
import urllib.request

import socketio

DEADLINE = 15


class Inbox:
    """Events in order of arrival, with waiting for one by name."""

    def __init__(self):
        self.arrivals = queue.Queue()
        self.kept = []

    def put(self, name, *arguments):
        self.arrivals.put((name, list(arguments)))

    def wait(self, name, accept=lambda *arguments: True):
        for index, (kept_name, arguments) in enumerate(self.kept):
            if kept_name == name and accept(*arguments):
                del self.kept[index]
                return arguments
        end = time.monotonic() + DEADLINE
        while True:
            try:
                arrived, arguments = self.arrivals.get(timeout=max(end - time.monotonic(), 0.001))
            except queue.Empty:
                raise TimeoutError(f"no {name} within {DEADLINE} s; got {[k for k, _ in self.kept]}") from None
            if arrived == name and accept(*arguments):
                return arguments
            self.kept.append((arrived, arguments))


def plain(value):
    """The value with binary data as {"hex": ...}, so that it fits JSON."""
    if isinstance(value, (bytes, bytearray)):
        return {"hex": bytes(value).hex()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def connect(client, options, namespaces, auth):
    transports = {"websocket": ["websocket"], "polling": ["polling"], "upgrade": ["polling", "websocket"]}
    client.connect(
        options.url, auth=auth, namespaces=namespaces, transports=transports[options.transport],
        socketio_path=options.path, wait=True, wait_timeout=DEADLINE)


def connected_client(options, namespaces, auth=None):
    client = socketio.Client(reconnection=False)
    inbox = Inbox()
    for namespace in namespaces:
        client.on("*", lambda event, *a, ns=namespace: inbox.put(ns + event, *a), namespace=namespace)
        client.on(
            "connect_error", lambda *a, ns=namespace: inbox.put(ns + "connect_error", *a), namespace=namespace)
        client.on("disconnect", lambda *a, ns=namespace: inbox.put(ns + "disconnect", *a), namespace=namespace)
    connect(client, options, namespaces, auth)
    return client, inbox


def echo(options):
    client, inbox = connected_client(options, ["/", "/custom"], auth={"token": "123", "n": 1})
    result = {
        "transport": client.transport(),
        "auth": inbox.wait("/auth"),
        "custom auth": inbox.wait("/customauth"),
        "sid differs": client.get_sid("/") not in (client.eio.sid, client.get_sid("/custom")),
    }
    client.emit("message", (1, "2", {"3": ["four", None, True]}))
    result["message-back"] = inbox.wait("/message-back")
    binary = bytes(range(256))
    client.emit("message", (binary, {"nested": [b"\x01"]}))
    result["binary back"] = inbox.wait("/message-back")
    result["acknowledged"] = client.call("message-with-ack", (1, "\u00e9\u20ac\U0001f600"), timeout=DEADLINE)
    result["binary acknowledged"] = client.call("message-with-ack", (b"\x00\xff", "text"), timeout=DEADLINE)
    large = "x" * 200_000
    client.emit("message", large)
    result["large"] = inbox.wait("/message-back")[0] == large
    for number in range(200):
        client.emit("message", number)
    result["in order"] = [inbox.wait("/message-back")[0] for _ in range(200)] == list(range(200))
    # Long enough for several heartbeats of the conformance server (300 ms).
    client.sleep(1.5)
    result["alive after heartbeats"] = client.call("message-with-ack", "still there", timeout=DEADLINE)
    client.disconnect()
    result["disconnected"] = inbox.wait("/disconnect")
    return result


def refused(options):
    """Connecting fails as a whole, so this does without `connected_client` and its waiting."""
    client = socketio.Client(reconnection=False)
    refusals = Inbox()
    client.on("connect_error", lambda *a: refusals.put("refusal", *a), namespace="/nowhere")
    try:
        connect(client, options, ["/nowhere"], auth=None)
    except socketio.exceptions.ConnectionError as error:
        return {"refusal": refusals.wait("refusal"), "error": str(error)}
    return {"refusal": None, "error": None}


def completed_in_log(url, task):
    """Whether the server's event log says that the task is completed."""
    with urllib.request.urlopen(f"{url}/api/events?after=0&limit=1000", timeout=DEADLINE) as answer:
        events = json.load(answer)["events"]
    return any(e["event"] == "task_completed" and e["data"]["task_id"] == task for e in events)


def dashboard(options):
    client, inbox = connected_client(options, ["/"])
    result = {"transport": client.transport(), "established": inbox.wait("/connection_established")[0]}

    def submit():
        simulate = {"simulate": {"duration_ms": 1}}
        body = {"task_type": "code_review", "description": "from python", "metadata": simulate}
        return client.call("submit_task", body, timeout=DEADLINE)

    def change_room(event, room):
        client.emit(event, {"room": room})
        return inbox.wait("/room_joined" if event == "join_room" else "/room_left")[0]

    def completion(task):
        return inbox.wait("/task_completed", lambda event: event.get("task_id") == task)[0]

    result["joined"] = change_room("join_room", "extra")
    client.emit("ping", {"ping_id": "p1"})
    result["pong"] = inbox.wait("/pong")[0]
    result["submitted"] = submit()
    result["completed"] = completion(result["submitted"]["task_id"])
    result["batch"] = inbox.wait("/task_update_batch")[0]
    result["refused task"] = client.call("submit_task", {"priority": "no type"}, timeout=DEADLINE)

    # Outside the room `dashboard` a task is completed unseen; inside again, the next one is seen.
    result["left"] = change_room("leave_room", "dashboard")
    unseen = submit()["task_id"]
    end = time.monotonic() + DEADLINE
    while not completed_in_log(options.url, unseen):
        if time.monotonic() > end:
            raise TimeoutError(f"task {unseen} is not completed within {DEADLINE} s")
        time.sleep(0.02)
    change_room("join_room", "dashboard")
    completion(submit()["task_id"])
    result["seen outside the room"] = [
        arguments[0] for name, arguments in inbox.kept
        if name == "/task_completed" and arguments[0]["task_id"] == unseen
    ]
    client.disconnect()
    result["disconnected"] = inbox.wait("/disconnect")
    return result


def main():
    scenarios = {"echo": echo, "refused": refused, "dashboard": dashboard}
    parser = argparse.ArgumentParser(description="python-socketio client scenarios")
    parser.add_argument("scenario", choices=sorted(scenarios))
    parser.add_argument("url")
    parser.add_argument("--transport", choices=["websocket", "polling", "upgrade"], default="websocket")
    parser.add_argument("--path", default="/socket.io/")
    options = parser.parse_args()
    result = scenarios[options.scenario](options)
    print(json.dumps(plain(result)), flush=True)
    # A polling client's thread stays in its last GET until the server answers it; nothing is left to wait for.
    os._exit(0)


if __name__ == "__main__":
    main()
