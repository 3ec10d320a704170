"""Which ports the servers that a process started listen on, from /proc."""

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


class PortWatch(threading.Thread):
    """Collects the ports that children of a process listen on, until stopped."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.ports = set()
        self.over = threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.1):
            for child in _children(self.pid):
                self.ports |= _listeners(child)

    def stop(self):
        self.over.set()
        self.join(5)
        return self.ports
