"""Runs interoperability cases with grpcio against a server.

Reads target (host:port) and cases (names) besides what interop_peer.py says. Prints one JSON object:
for each case null, or what went wrong.
"""

import json
import os
import queue
import traceback

import grpc

import interop_peer
from interop_peer import expect

TIMEOUT = 60
GZIP = grpc.Compression.Gzip


class Cases:
    def __init__(self, channel, messages, services):
        self.messages = messages
        self.stub = services.TestServiceStub(channel)
        self.other = services.UnimplementedServiceStub(channel)

    def payload(self, size):
        return self.messages.Payload(body=bytes(size))

    def expect_payload(self, payload, size):
        expect(len(payload.body) == size, f"{len(payload.body)} bytes came instead of {size}")
        expect(not payload.body.strip(b"\0"), "the payload has other bytes than zeros")

    def large_request(self, **more):
        return self.messages.SimpleRequest(
            response_size=314159, payload=self.payload(271828), **more)

    def turn(self, sent, asked):
        parameters = [self.messages.ResponseParameters(size=asked)]
        return self.messages.StreamingOutputCallRequest(
            payload=self.payload(sent), response_parameters=parameters)

    def expect_failure(self, code, call, message=None):
        try:
            call()
        except grpc.RpcError as error:
            expect(error.code() == code, f"{error.code()} came instead of {code}")
            if message is not None:
                expect(error.details() == message, f"the text is {error.details()!r}")
            return
        raise AssertionError(f"the call succeeded instead of {code}")

    def empty_unary(self):
        answer = self.stub.EmptyCall(self.messages.Empty(), timeout=TIMEOUT)
        expect(answer == self.messages.Empty(), "the answer is not empty")

    def large_unary(self):
        answer = self.stub.UnaryCall(self.large_request(), timeout=TIMEOUT)
        self.expect_payload(answer.payload, 314159)

    def client_streaming(self):
        requests = (
            self.messages.StreamingInputCallRequest(payload=self.payload(size))
            for size in interop_peer.REQUEST_SIZES
        )
        answer = self.stub.StreamingInputCall(requests, timeout=TIMEOUT)
        expect(answer.aggregated_payload_size == 74922, f"the sum is {answer}")

    def server_streaming(self):
        request = self.messages.StreamingOutputCallRequest(
            response_parameters=[
                self.messages.ResponseParameters(size=size)
                for size in interop_peer.RESPONSE_SIZES
            ])
        answers = list(self.stub.StreamingOutputCall(request, timeout=TIMEOUT))
        expect(len(answers) == 4, f"{len(answers)} responses came")
        for answer, size in zip(answers, interop_peer.RESPONSE_SIZES):
            self.expect_payload(answer.payload, size)

    def ping_pong(self):
        pipe = Pipe()
        answers = self.stub.FullDuplexCall(pipe, timeout=TIMEOUT)
        for sent, asked in zip(interop_peer.REQUEST_SIZES, interop_peer.RESPONSE_SIZES):
            pipe.put(self.turn(sent, asked))
            self.expect_payload(next(answers).payload, asked)
        pipe.end()
        expect(list(answers) == [], "a fifth response came")

    def empty_stream(self):
        answers = list(self.stub.FullDuplexCall(iter(()), timeout=TIMEOUT))
        expect(answers == [], "a response came without a request")

    def cancel_after_begin(self):
        call = self.stub.StreamingInputCall.future(Pipe(), timeout=TIMEOUT)
        call.cancel()
        expect(call.cancelled(), "the call is not cancelled")
        expect(call.code() == grpc.StatusCode.CANCELLED, f"the status is {call.code()}")

    def cancel_after_first_response(self):
        pipe = Pipe()
        answers = self.stub.FullDuplexCall(pipe, timeout=TIMEOUT)
        pipe.put(self.turn(27182, 31415))
        self.expect_payload(next(answers).payload, 31415)
        answers.cancel()
        self.expect_failure(grpc.StatusCode.CANCELLED, lambda: next(answers))
        pipe.end()

    def timeout_on_sleeping_server(self):
        pipe = Pipe()
        request = self.messages.StreamingOutputCallRequest(payload=self.payload(27182))
        answers = self.stub.FullDuplexCall(pipe, timeout=0.001)
        pipe.put(request)
        self.expect_failure(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: next(answers))
        pipe.end()

    def custom_metadata(self):
        metadata = (
            (interop_peer.INITIAL, interop_peer.INITIAL_VALUE),
            (interop_peer.TRAILING, interop_peer.TRAILING_VALUE),
        )
        answer, call = self.stub.UnaryCall.with_call(
            self.large_request(), metadata=metadata, timeout=TIMEOUT)
        self.expect_payload(answer.payload, 314159)
        self.expect_echoes(call)
        answers = self.stub.FullDuplexCall(
            iter([self.turn(271828, 314159)]), metadata=metadata, timeout=TIMEOUT)
        self.expect_payload(next(answers).payload, 314159)
        expect(list(answers) == [], "a second response came")
        self.expect_echoes(answers)

    def expect_echoes(self, call):
        initial = dict(call.initial_metadata()).get(interop_peer.INITIAL)
        expect(initial == interop_peer.INITIAL_VALUE, f"the header is {initial!r}")
        trailing = dict(call.trailing_metadata()).get(interop_peer.TRAILING)
        expect(trailing == interop_peer.TRAILING_VALUE, f"the trailer is {trailing!r}")

    def status_code_and_message(self):
        self.expect_status("test status message")
        status = self.messages.EchoStatus(code=2, message="test status message")
        request = self.messages.StreamingOutputCallRequest(response_status=status)
        self.expect_failure(
            grpc.StatusCode.UNKNOWN,
            lambda: list(self.stub.FullDuplexCall(iter([request]), timeout=TIMEOUT)),
            "test status message")

    def special_status_message(self):
        self.expect_status(interop_peer.SPECIAL_MESSAGE)

    def expect_status(self, message):
        request = self.messages.SimpleRequest(
            response_status=self.messages.EchoStatus(code=2, message=message))
        self.expect_failure(
            grpc.StatusCode.UNKNOWN,
            lambda: self.stub.UnaryCall(request, timeout=TIMEOUT), message)

    def unimplemented_method(self):
        self.expect_failure(
            grpc.StatusCode.UNIMPLEMENTED,
            lambda: self.stub.UnimplementedCall(self.messages.Empty(), timeout=TIMEOUT))

    def unimplemented_service(self):
        self.expect_failure(
            grpc.StatusCode.UNIMPLEMENTED,
            lambda: self.other.UnimplementedCall(self.messages.Empty(), timeout=TIMEOUT))

    def client_compressed_unary(self):
        true, false = (self.messages.BoolValue(value=value) for value in (True, False))
        lie = self.large_request(expect_compressed=true)
        self.expect_failure(
            grpc.StatusCode.INVALID_ARGUMENT,
            lambda: self.stub.UnaryCall(lie, timeout=TIMEOUT))
        for expected, compression in ((true, GZIP), (false, None)):
            answer = self.stub.UnaryCall(
                self.large_request(expect_compressed=expected), compression=compression,
                timeout=TIMEOUT)
            self.expect_payload(answer.payload, 314159)

    def server_compressed_unary(self):
        """grpcio does not say whether a response was compressed; it does read it."""
        for value in (True, False):
            compressed = self.messages.BoolValue(value=value)
            answer = self.stub.UnaryCall(
                self.large_request(response_compressed=compressed), timeout=TIMEOUT)
            self.expect_payload(answer.payload, 314159)

    def client_compressed_streaming(self):
        """grpcio compresses all requests of a call or none, so each way is a call of its own."""
        def total(size, expected, compression):
            request = self.messages.StreamingInputCallRequest(
                payload=self.payload(size),
                expect_compressed=self.messages.BoolValue(value=expected))
            answer = self.stub.StreamingInputCall(
                iter([request]), compression=compression, timeout=TIMEOUT)
            return answer.aggregated_payload_size

        self.expect_failure(
            grpc.StatusCode.INVALID_ARGUMENT, lambda: total(27182, True, None))
        total_size = total(27182, True, GZIP) + total(45904, False, None)
        expect(total_size == 73086, f"the sum is {total_size}")

    def server_compressed_streaming(self):
        request = self.messages.StreamingOutputCallRequest(
            response_parameters=[
                self.messages.ResponseParameters(
                    size=size, compressed=self.messages.BoolValue(value=value))
                for size, value in ((31415, True), (92653, False))
            ])
        answers = list(self.stub.StreamingOutputCall(request, timeout=TIMEOUT))
        expect(len(answers) == 2, f"{len(answers)} responses came")
        for answer, size in zip(answers, (31415, 92653)):
            self.expect_payload(answer.payload, size)


class Pipe:
    """Requests that are put in one at a time."""

    def __init__(self):
        self.queue = queue.Queue()

    def put(self, request):
        self.queue.put(request)

    def end(self):
        self.queue.put(None)

    def __iter__(self):
        return self

    def __next__(self):
        request = self.queue.get()
        if request is None:
            raise StopIteration
        return request


def main():
    given = interop_peer.task()
    messages, services = interop_peer.load_stubs(given["protos"])
    key, certificate, authority = interop_peer.files(given)
    credentials = grpc.ssl_channel_credentials(authority, key, certificate)
    options = [("grpc.ssl_target_name_override", "localhost"), ("grpc.enable_retries", 0)]
    results = {}
    for name in given["cases"]:
        with grpc.secure_channel(given["target"], credentials, options) as channel:
            try:
                getattr(Cases(channel, messages, services), name)()
                results[name] = None
            except Exception:
                results[name] = traceback.format_exc()
    print(json.dumps({"grpcio": grpc.__version__, "results": results}), flush=True)
    # A call that was cancelled leaves a thread waiting for its next request.
    os._exit(0)


main()
