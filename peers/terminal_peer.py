"""Runs a program on a pseudo-terminal and watches it with an independent terminal emulator (pyte).

    terminal_peer.py COLUMNS ROWS PLAN -- PROGRAM ARGUMENT...

PLAN is a list of words, done in order, each once what it waits for has come:
    see:TEXT      the screen shows TEXT (blanks as _)
    mark          remembers what the screen shows now
    int           sends Ctrl-C through the terminal
    term          sends the program SIGTERM
    stop          sends Ctrl-Z through the terminal, and waits until the program stands still
    cont          lets it go on
    bg            waits until the program's first child, a bench, has a server and has had time to draw
    type:TEXT     types TEXT and a line's end
    deaf          reads no more, and waits until the program waits for that
    file:PATH     waits until there is a file PATH
    hup           closes the terminal
    kill-child    kills the program's first child (the server that it started)
    size:CxR      makes the terminal C columns wide and R rows high
Prints one JSON object: the screens seen and marked, the last screen, whether their cursors are visible, and
the program's exit status. Before the program starts, the terminal gets a line `before`.
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


def state(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        return file.read().rpartition(")")[2].split()[0]


def is_writing(pid):
    """Whether a thread is in write(2, ...), as proc_pid_syscall(5) tells; x86-64 and arm64 number it 1 and 64."""
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/syscall", encoding="ascii") as file:
                fields = file.read().split()
        except OSError:
            continue
        if fields[0] in ("1", "64") and fields[1] == "0x2":
            return True
    return False


def wakings(pid):
    """How often the thread that draws has run."""
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/comm", encoding="utf-8") as file:
            if file.read().strip() != "display":
                continue
        with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
            return int(file.read().split()[2])
    return 0


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
    seen, hidden, status, written = [], [], None, 0
    is_deaf, writes, drawn = False, 0, None
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([] if is_deaf else [terminal], [], [], 0.05)
        if is_deaf and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            break
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
                hidden.append(screen.cursor.hidden)
            elif word == "mark":
                seen.append([line.rstrip() for line in screen.display])
                hidden.append(screen.cursor.hidden)
            elif word == "int":
                os.write(terminal, b"\x03")
            elif word == "term":
                os.kill(pid, signal.SIGTERM)
            elif word == "stop":
                os.write(terminal, b"\x1a")
                plan[0] = "stopped"
                break
            elif word == "stopped":
                if ready or state(pid) != "T":
                    break
            elif word == "cont":
                os.kill(pid, signal.SIGCONT)
            elif word == "bg":
                found = children(pid)
                if not found or not children(found[0]):
                    break
                if drawn is None:
                    drawn = wakings(found[0])
                if wakings(found[0]) < drawn + 10:
                    break
            elif word.startswith("type:"):
                os.write(terminal, word[5:].encode() + b"\n")
            elif word == "deaf":
                is_deaf = True
                writes = writes + 1 if is_writing(pid) else 0
                if writes < 10:
                    break
            elif word.startswith("file:"):
                if not os.path.exists(word[5:]):
                    break
            elif word == "hup":
                os.close(terminal)
                is_deaf = True
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
                "seenCursorHidden": hidden,
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
