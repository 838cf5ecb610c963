"""Answers grpc.testing.TestService with grpcio on a port that the system chooses.

Prints the port as one JSON object, then serves until its parent is gone.
"""

import concurrent.futures
import json
import os
import time

import grpc

import interop_peer


def make_service(messages, services):
    def payload(size):
        return messages.Payload(body=bytes(size))

    def echo(context):
        given = dict(context.invocation_metadata())
        if interop_peer.INITIAL in given:
            context.send_initial_metadata(((interop_peer.INITIAL, given[interop_peer.INITIAL]),))
        if interop_peer.TRAILING in given:
            context.set_trailing_metadata(((interop_peer.TRAILING, given[interop_peer.TRAILING]),))

    def check(request, context):
        if request.HasField("response_status"):
            code = {status.value[0]: status for status in grpc.StatusCode}[
                request.response_status.code]
            context.abort(code, request.response_status.message)

    def responses(request, context):
        """Compresses those responses that are to be, which grpcio decides for the call first."""
        if any(each.compressed.value for each in request.response_parameters):
            context.set_compression(grpc.Compression.Gzip)
        for parameters in request.response_parameters:
            time.sleep(parameters.interval_us / 1_000_000)
            if not parameters.compressed.value:
                context.disable_next_message_compression()
            yield messages.StreamingOutputCallResponse(payload=payload(parameters.size))

    class TestService(services.TestServiceServicer):
        def EmptyCall(self, request, context):
            return request

        def UnaryCall(self, request, context):
            echo(context)
            check(request, context)
            if request.response_compressed.value:
                context.set_compression(grpc.Compression.Gzip)
            return messages.SimpleResponse(payload=payload(request.response_size))

        def StreamingOutputCall(self, request, context):
            echo(context)
            check(request, context)
            yield from responses(request, context)

        def StreamingInputCall(self, requests, context):
            size = sum(len(request.payload.body) for request in requests)
            return messages.StreamingInputCallResponse(aggregated_payload_size=size)

        def FullDuplexCall(self, requests, context):
            echo(context)
            for request in requests:
                check(request, context)
                yield from responses(request, context)

    return TestService()


def main():
    parent = os.getppid()
    given = interop_peer.task()
    messages, services = interop_peer.load_stubs(given["protos"])
    key, certificate, authority = interop_peer.files(given)
    credentials = grpc.ssl_server_credentials(
        [(key, certificate)], root_certificates=authority, require_client_auth=True)
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(max_workers=16))
    services.add_TestServiceServicer_to_server(make_service(messages, services), server)
    port = server.add_secure_port("127.0.0.1:0", credentials)
    server.start()
    print(json.dumps({"port": port}), flush=True)
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)


main()
