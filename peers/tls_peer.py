"""A TLS server with a WebSocket behind it that decides what stands in one TLS record and what does not.

Takes one push client through the Engine.IO and Socket.IO handshakes, then does what its mode says:

- `together N`: N events in one TLS record, and nothing after it
- `apart N`: one event over N TLS records, in one segment
- `cut`: one event, then the first half of the next one's TLS record, and the end of TCP
- `bare-end`: one event, then the end of TCP without the end of TLS
- `reset`: one event, then a reset while the client still sends
- `plain`: answers in plain HTTP
- `mute`: takes the connection and never says a word

Prints `listening on 127.0.0.1:PORT`, then `done` once it has done it; ends with its standard input.
"""

import base64
import hashlib
import os
import socket
import ssl
import struct
import sys
import threading
import time

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def frame(text):
    data = text.encode()
    if len(data) < 126:
        return struct.pack("!BB", 0x81, len(data)) + data
    if len(data) < 65536:
        return struct.pack("!BBH", 0x81, 126, len(data)) + data
    return struct.pack("!BBQ", 0x81, 127, len(data)) + data


def event(seq, padding=0):
    micro = time.time_ns() // 1000
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(micro // 1_000_000)) + f".{micro % 1_000_000:06d}Z"
    return frame(f'42["x",{{"seq":{seq},"timestamp":"{stamp}","padding":"{"x" * padding}"}}]')


class Connection:
    """TLS over a plain socket, with the records in hand before they are sent."""

    def __init__(self, plain, context):
        self.plain = plain
        self.incoming = ssl.MemoryBIO()
        self.outgoing = ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=True)
        self.wait_for(self.tls.do_handshake)

    def wait_for(self, step):
        while True:
            try:
                result = step()
                self.flush()
                return result
            except ssl.SSLWantReadError:
                self.flush()
                data = self.plain.recv(65536)
                if not data:
                    raise ConnectionError("the client left") from None
                self.incoming.write(data)

    def read_through(self, mark):
        data = b""
        while mark not in data:
            data += self.wait_for(lambda: self.tls.read(65536))
        return data

    def records(self, data):
        """`data` in TLS records: one for every 16 KiB that are written at once."""
        self.tls.write(data)
        return self.outgoing.read()

    def flush(self):
        self.plain.sendall(self.outgoing.read())

    def send(self, data):
        self.plain.sendall(self.records(data))


def join(link):
    head = link.read_through(b"\r\n\r\n")
    key = next(line.split(b":", 1)[1].strip() for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
    accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
    link.send(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        + frame('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}')
    )
    # The client's `40`, masked.
    link.wait_for(lambda: link.tls.read(65536))
    link.send(frame('40{"sid":"t"}') + frame('42["connection_established",{"server_id":"peer"}]'))


def serve(plain, context, mode, number):
    if mode == "mute":
        time.sleep(3600)
    if mode == "plain":
        plain.recv(65536)
        plain.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        time.sleep(3600)
    link = Connection(plain, context)
    join(link)
    # The load starts with the last client's join: the events come after it.
    time.sleep(0.5)
    if mode == "together":
        link.send(b"".join(event(seq) for seq in range(1, number + 1)))
    elif mode == "apart":
        whole = event(1, 200 * number)
        size = -(-len(whole) // number)
        link.plain.sendall(b"".join(link.records(whole[at : at + size]) for at in range(0, len(whole), size)))
    elif mode == "cut":
        link.send(event(1))
        half = link.records(event(2))
        link.plain.sendall(half[: len(half) // 2])
        link.plain.shutdown(socket.SHUT_RDWR)
    elif mode == "bare-end":
        link.send(event(1))
        link.plain.shutdown(socket.SHUT_RDWR)
    elif mode == "reset":
        link.send(event(1))
        link.plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        link.plain.close()
    print("done", flush=True)
    time.sleep(3600)


def main():
    mode, certificate, key = sys.argv[1:4]
    number = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on 127.0.0.1:{listener.getsockname()[1]}", flush=True)

    def accept():
        while True:
            plain, _ = listener.accept()
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=serve, args=(plain, context, mode, number), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
