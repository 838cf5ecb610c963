"""Calls a server at full load with grpcio, as a well-behaved client does.

Reads target, channels, callers (per channel) and either calls (the total) or seconds besides what
interop_peer.py says. Every channel pings each ten seconds and probes its bandwidth. Prints one JSON
object: calls, failures (by status and text), kinds, disconnects, seconds.
"""

import asyncio
import collections
import itertools
import json
import os
import time

import grpc

import interop_peer

OPTIONS = [
    ("grpc.ssl_target_name_override", "localhost"),
    ("grpc.enable_retries", 0),
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.max_pings_without_data", 0),
    ("grpc.http2.bdp_probe", 1),
    ("grpc.use_local_subchannel_pool", 1),
]
# Mostly small calls, as a service sees them; every other kind often enough to matter.
MIX = ["small"] * 14 + ["large", "down", "up", "turns", "status", "cancel"]


class Caller:
    def __init__(self, channel, messages, services):
        self.messages = messages
        self.stub = services.TestServiceStub(channel)

    def payload(self, size):
        return self.messages.Payload(body=bytes(size))

    def parameters(self, sizes):
        return [self.messages.ResponseParameters(size=size) for size in sizes]

    async def small(self):
        request = self.messages.SimpleRequest(response_size=300, payload=self.payload(300))
        answer = await self.stub.UnaryCall(request, timeout=60)
        assert len(answer.payload.body) == 300

    async def large(self):
        request = self.messages.SimpleRequest(response_size=314159, payload=self.payload(271828))
        answer = await self.stub.UnaryCall(request, timeout=60)
        assert len(answer.payload.body) == 314159

    async def down(self):
        sizes = [31415, 9, 2653, 58979]
        request = self.messages.StreamingOutputCallRequest(
            response_parameters=self.parameters(sizes))
        answers = [
            len(answer.payload.body)
            async for answer in self.stub.StreamingOutputCall(request, timeout=60)
        ]
        assert answers == sizes

    async def up(self):
        requests = [
            self.messages.StreamingInputCallRequest(payload=self.payload(size))
            for size in (27182, 8, 1828, 45904)
        ]
        answer = await self.stub.StreamingInputCall(iter(requests), timeout=60)
        assert answer.aggregated_payload_size == 74922

    async def turns(self):
        call = self.stub.FullDuplexCall(timeout=60)
        for sent, asked in ((27182, 31415), (8, 9), (1828, 2653)):
            await call.write(
                self.messages.StreamingOutputCallRequest(
                    payload=self.payload(sent), response_parameters=self.parameters([asked])))
            answer = await call.read()
            assert len(answer.payload.body) == asked
        await call.done_writing()
        assert await call.read() is grpc.aio.EOF

    async def status(self):
        request = self.messages.SimpleRequest(
            response_status=self.messages.EchoStatus(code=2, message="test status message"))
        try:
            await self.stub.UnaryCall(request, timeout=60)
        except grpc.aio.AioRpcError as error:
            if error.code() == grpc.StatusCode.UNKNOWN and error.details() == "test status message":
                return
            raise
        raise AssertionError("the call succeeded")

    async def cancel(self):
        call = self.stub.FullDuplexCall(timeout=60)
        await call.write(
            self.messages.StreamingOutputCallRequest(response_parameters=self.parameters([2653])))
        answer = await call.read()
        assert len(answer.payload.body) == 2653
        call.cancel()


class Load:
    def __init__(self, given):
        self.given = given
        self.messages, self.services = interop_peer.load_stubs(given["protos"])
        self.numbers = itertools.count()
        self.kinds = collections.Counter()
        self.failures = collections.Counter()
        self.disconnects = 0
        self.is_over = False

    def wants_more(self):
        if "calls" in self.given:
            return next(self.numbers) < self.given["calls"]
        return time.monotonic() - self.start < self.given["seconds"]

    async def call(self, caller, offset):
        for number in itertools.count(offset):
            if not self.wants_more():
                return
            kind = MIX[number % len(MIX)]
            self.kinds[kind] += 1
            try:
                await getattr(caller, kind)()
            except grpc.aio.AioRpcError as error:
                self.failures[f"{kind}: {error.code().name}: {error.details()}"] += 1
            except AssertionError as error:
                self.failures[f"{kind}: wrong answer {error}"] += 1

    async def watch(self, channel):
        """Counts how often a channel that was connected is not any more."""
        state = channel.get_state()
        while True:
            await channel.wait_for_state_change(state)
            before, state = state, channel.get_state()
            if before == grpc.ChannelConnectivity.READY and not self.is_over:
                self.disconnects += 1

    async def run(self):
        key, certificate, authority = interop_peer.files(self.given)
        credentials = grpc.ssl_channel_credentials(authority, key, certificate)
        channels = [
            grpc.aio.secure_channel(self.given["target"], credentials, OPTIONS)
            for _ in range(self.given["channels"])
        ]
        watchers = [asyncio.create_task(self.watch(channel)) for channel in channels]
        self.start = time.monotonic()
        callers = [Caller(channel, self.messages, self.services) for channel in channels]
        await asyncio.gather(*(
            self.call(caller, offset)
            for caller in callers for offset in range(self.given["callers"])
        ))
        elapsed = time.monotonic() - self.start
        self.is_over = True
        for watcher in watchers:
            watcher.cancel()
        for channel in channels:
            await channel.close()
        print(json.dumps({
            "calls": sum(self.kinds.values()), "kinds": self.kinds, "failures": self.failures,
            "disconnects": self.disconnects, "seconds": round(elapsed, 1),
        }), flush=True)


asyncio.run(Load(interop_peer.task()).run())
os._exit(0)
