"""Runs a program on a pseudo-terminal and watches it with an independent terminal emulator (pyte).

    terminal_peer.py COLUMNS ROWS PLAN -- PROGRAM ARGUMENT...

PLAN is a list of words, done in order, each once what it waits for has come:
    see:TEXT      the screen shows TEXT (blanks as _)
    mark          remembers what the screen shows now
    int           sends Ctrl-C through the terminal
    kill-child    kills the program's first child (the server that it started)
    size:CxR      makes the terminal C columns wide and R rows high
Prints one JSON object: the screens seen and marked, the last screen, whether its cursor is visible, and the
program's exit status. Before the program starts, the terminal gets a line `before`.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

import pyte


def set_size(descriptor, columns, rows):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def children(pid):
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(name))
        except OSError:
            continue
    return sorted(found)


def main():
    columns, rows = int(sys.argv[1]), int(sys.argv[2])
    plan = sys.argv[3].split()
    command = sys.argv[sys.argv.index("--") + 1 :]
    pid, terminal = pty.fork()
    if pid == 0:
        set_size(0, columns, rows)
        os.write(1, b"before\r\n")
        os.execvp(command[0], command)
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    seen, status, written = [], None, 0
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the program has closed its end
                break
            if not data:
                break
            written += len(data)
            stream.feed(data)
        while plan:
            word = plan[0]
            if word.startswith("see:"):
                text = word[4:].replace("_", " ")
                if not any(text in line for line in screen.display):
                    break
                seen.append([line.rstrip() for line in screen.display])
            elif word == "mark":
                seen.append([line.rstrip() for line in screen.display])
            elif word == "int":
                os.write(terminal, b"\x03")
            elif word == "kill-child":
                found = children(pid)
                if not found:
                    break
                os.kill(found[0], signal.SIGKILL)
            elif word.startswith("size:"):
                columns, rows = map(int, word[5:].split("x"))
                set_size(terminal, columns, rows)
                screen.resize(rows, columns)
            plan.pop(0)
    else:
        os.kill(pid, signal.SIGKILL)
    _, result = os.waitpid(pid, 0)
    status = os.waitstatus_to_exitcode(result)
    print(
        json.dumps(
            {
                "seen": seen,
                "last": [line.rstrip() for line in screen.display],
                "cursorHidden": screen.cursor.hidden,
                "cursor": [screen.cursor.x, screen.cursor.y],
                "status": status,
                "left": plan,
                "bytes": written,
            }
        )
    )


if __name__ == "__main__":
    main()
