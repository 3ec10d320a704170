"""A Socket.IO server on python-socketio that has nothing in common with SwarmBot: a target for bench's `target:`.

Where clients join, what its event looks like and what it does wrong are options, so that tests know the answer: a
delay between an event's instant and its sending, events that one listener never gets, a clock that is off.
"""

import argparse
import asyncio
import datetime
import resource
import signal
import time

import socketio
from aiohttp import web


class Peer:
    """Says `news` to everybody of the namespace: by itself, when asked over HTTP, and when told by an event."""

    def __init__(self, options):
        self.options = options
        self.server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")
        self.members = []
        self.speakers = set()
        self.number = 0
        self.last = None
        namespace = options.namespace

        async def connect(sid, environ, auth=None):
            if options.token and (auth or {}).get("token") != options.token:
                raise socketio.exceptions.ConnectionRefusedError("wrong token")
            if options.header and environ.get("HTTP_X_API_KEY") != options.header:
                raise socketio.exceptions.ConnectionRefusedError("no key")
            self.members.append(sid)

        async def disconnect(sid, *_):
            if sid in self.members:
                self.members.remove(sid)

        async def say(sid, data):
            self.speakers.add(sid)
            await self.say(data.get("text", ""))

        async def clock(sid, _data=None):
            await self.server.emit("time", {"now": self.instant(self.now())}, to=sid, namespace=namespace)

        for handler in (connect, disconnect, say, clock):
            self.server.on(handler.__name__, handler, namespace=namespace)

    def now(self):
        """Nanoseconds, by this server's own clock."""
        return time.time_ns() + int(self.options.clock_offset * 1e6)

    def instant(self, nanoseconds):
        form = self.options.format
        if form == "iso8601":
            whole = datetime.datetime.fromtimestamp(nanoseconds // 10**9, datetime.timezone.utc)
            zone = datetime.timezone(datetime.timedelta(hours=2))
            text = whole.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")
            return f"{text}.{nanoseconds % 10**9 // 1000:06}+02:00"
        unit = {"epoch-s": 10**9, "epoch-ms": 10**6, "epoch-us": 10**3, "epoch-ns": 1}[form]
        if form == "epoch-s":
            return f"{nanoseconds // unit}.{nanoseconds % unit // 1000:06}"
        return nanoseconds // unit

    async def say(self, text):
        self.number += 1
        event = {"text": text, "meta": {"at": self.instant(self.now())}}
        if self.options.sequence:
            event["meta"]["n"] = self.number
        number = self.number
        if self.options.delay:
            asyncio.get_running_loop().call_later(
                self.options.delay / 1000, lambda: asyncio.ensure_future(self.send(number, event)))
        else:
            await self.send(number, event)

    async def send(self, number, event):
        self.last = event
        drops = self.options.drop_every and number % self.options.drop_every == 0
        # Who tells the server to say something joins when it likes, before or after those that listen.
        second = [sid for sid in self.members if sid not in self.speakers][1:2] if drops else []
        for sid in list(self.members):
            if sid not in second:
                await self.server.emit("news", event, to=sid, namespace=self.options.namespace)
        await self.server.emit("gossip", {"meta": {"at": "never"}}, namespace=self.options.namespace)


def routes(peer, options):
    async def say(request):
        body = await request.json()
        await peer.say(body.get("text", ""))
        return web.json_response({"ok": True}, status=201)

    async def page(_request):
        return web.json_response({"last": peer.last})

    async def clock(_request):
        return web.json_response({"now": peer.instant(peer.now())})

    async def metrics(_request):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return web.Response(
            text=f"# TYPE cpu_total counter\ncpu_total {usage.ru_utime + usage.ru_stime}\n"
            f"process_resident_memory_bytes {usage.ru_maxrss * 1024}\n")

    async def elsewhere(_request):
        raise web.HTTPFound("http://127.0.0.1:9/live/")

    found = [
        web.post("/say", say), web.get("/page", page), web.get("/time", clock), web.get("/metrics", metrics)]
    return found + ([web.get("/socket.io/", elsewhere)] if options.redirect else [])


async def serve(options):
    peer = Peer(options)
    app = web.Application()
    app.add_routes(routes(peer, options))
    if not options.redirect:
        peer.server.attach(app, socketio_path=options.path)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", options.port, backlog=1024)
    await site.start()
    host, port = runner.addresses[0][:2]
    print(f"listening on http://{host}:{port}", flush=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if options.every:
        async def chatter():
            while True:
                await asyncio.sleep(options.every / 1000)
                await peer.say("by itself")

        asyncio.ensure_future(chatter())
    await stop.wait()
    await asyncio.wait([asyncio.ensure_future(runner.cleanup())], timeout=2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--path", default="socket.io")
    parser.add_argument("--namespace", default="/")
    parser.add_argument("--token", help="what auth has to hold")
    parser.add_argument("--header", help="what X-Api-Key has to be")
    parser.add_argument("--format", default="epoch-ms")
    parser.add_argument("--sequence", action="store_true")
    parser.add_argument("--every", type=float, default=0, help="an event by itself so often, milliseconds")
    parser.add_argument("--delay", type=float, default=0, help="between an event's instant and its sending, milliseconds")
    parser.add_argument("--drop-every", type=int, default=0, help="every so many-th event misses the second client that never speaks")
    parser.add_argument("--clock-offset", type=float, default=0, help="milliseconds ahead")
    parser.add_argument("--redirect", action="store_true")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
