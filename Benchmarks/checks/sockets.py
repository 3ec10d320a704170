"""What the servers that a process started are, from /proc: their ports and their threads."""

import glob
import os
import threading


def _children(pid):
    found = []
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(path, encoding="utf-8") as file:
                found += [int(word) for word in file.read().split()]
        except OSError:
            pass
    return found


def _socket_inodes(pid):
    inodes = set()
    for path in glob.glob(f"/proc/{pid}/fd/*"):
        try:
            target = os.readlink(path)
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    return inodes


def _listeners(pid):
    """Ports of the process's listening IPv4 sockets."""
    inodes = _socket_inodes(pid)
    ports = set()
    try:
        with open(f"/proc/{pid}/net/tcp", encoding="utf-8") as file:
            lines = file.read().splitlines()[1:]
    except OSError:
        return ports
    for line in lines:
        fields = line.split()
        # 0A: LISTEN
        if fields[3] == "0A" and fields[9] in inodes:
            ports.add(int(fields[1].split(":")[1], 16))
    return ports


def _threads(pid):
    try:
        return {int(name) for name in os.listdir(f"/proc/{pid}/task")}
    except OSError:
        return set()


class _ChildWatch(threading.Thread):
    """Collects what `look` finds in each child of a process, until stopped."""

    def __init__(self, pid, look):
        super().__init__(daemon=True)
        self.pid, self.look = pid, look
        self.found = set()
        self.over = threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.1):
            for child in _children(self.pid):
                self.found |= self.look(child)

    def stop(self):
        self.over.set()
        self.join(5)
        return self.found


class PortWatch(_ChildWatch):
    """The ports that children of a process listen on."""

    def __init__(self, pid):
        super().__init__(pid, _listeners)


class TaskWatch(_ChildWatch):
    """The threads of a process's children."""

    def __init__(self, pid):
        super().__init__(pid, _threads)
