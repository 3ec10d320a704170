"""Writes and reads packets with python-socketio, for comparison with this repository's codec.

    codec_peer.py write        prints a JSON list of {name, text, attachments (hex)}
    codec_peer.py read JSON    takes a list of {text, attachments (hex)} and prints what they mean,
                               binary data as {"hex": ...}
    codec_peer.py payload JSON takes a list of Engine.IO payloads and prints their packets, then the payloads again
"""

import json
import sys

from engineio import packet as engineio_packet
from engineio import payload as engineio_payload
from socketio import packet as socketio_packet

CASES = {
    "connect": (socketio_packet.CONNECT, {"token": "x"}, "/", None),
    "connect to a namespace": (socketio_packet.CONNECT, {"sid": "abc"}, "/admin", None),
    "disconnect": (socketio_packet.DISCONNECT, None, "/admin", None),
    "event": (socketio_packet.EVENT, ["agent_update", {"seq": 1, "agent_id": "MainCoordinator"}], "/", None),
    "event with id": (socketio_packet.EVENT, ["submit_task", {"priority": 1.5}, None, True], "/admin", 12),
    "escapes": (socketio_packet.EVENT, ["e", "a/b\"\\\n\u00e9\u20ac\U0001f600"], "/", None),
    "acknowledgement": (socketio_packet.ACK, [], "/", 7),
    "bare refusal": (socketio_packet.CONNECT_ERROR, "Not authorized", "/x", None),
    "binary event": (socketio_packet.EVENT, ["upload", {"a": b"\x00\xff"}, [b""]], "/", 3),
    "binary acknowledgement": (socketio_packet.ACK, [b"\x01\x02"], "/admin", 456),
}


def write():
    cases = []
    for name, (kind, data, namespace, number) in CASES.items():
        encoded = socketio_packet.Packet(kind, data=data, namespace=namespace, id=number).encode()
        text, *attachments = encoded if isinstance(encoded, list) else [encoded]
        cases.append({"name": name, "text": text, "attachments": [bytes(a).hex() for a in attachments]})
    return cases


def plain(value):
    if isinstance(value, (bytes, bytearray)):
        return {"hex": bytes(value).hex()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def read(cases):
    meanings = []
    for case in cases:
        packet = socketio_packet.Packet(encoded_packet=case["text"])
        for attachment in case["attachments"]:
            packet.add_attachment(bytes.fromhex(attachment))
        meanings.append(
            {
                "type": packet.packet_type,
                "namespace": packet.namespace or "/",
                "id": packet.id,
                "data": plain(packet.data),
            }
        )
    return meanings


def payload(texts):
    results = []
    for text in texts:
        packets = engineio_payload.Payload(encoded_payload=text).packets
        described = [
            {"type": p.packet_type, "data": plain(p.data) if p.binary else p.encode()[1:]} for p in packets
        ]
        again = [
            engineio_packet.Packet(p.packet_type, data=p.data if p.binary else p.encode()[1:]) for p in packets
        ]
        results.append({"packets": described, "payload": engineio_payload.Payload(packets=again).encode()})
    return results


def main():
    command = sys.argv[1]
    if command == "write":
        result = write()
    elif command == "read":
        result = read(json.loads(sys.argv[2]))
    elif command == "payload":
        result = payload(json.loads(sys.argv[2]))
    else:
        sys.exit(f"codec_peer.py: unknown command {command!r}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
