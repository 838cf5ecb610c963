"""A gRPC peer that shares no code with the suite: grpcio, and stubs made from Protos at run time.

Reads one JSON object from standard input: how to connect, and a list of calls. Prints one JSON
object with one result a call, in the same order. Messages are in the canonical JSON of protobuf.
"""

import json
import pathlib
import sys
import tempfile

import google.protobuf
import grpc
from google.protobuf import json_format
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_tools import protoc

# What travels in grpc-status-details-bin; numbers as Google publishes them.
STATUS_PROTO = """
syntax = "proto3";
package google.rpc;
import "google/protobuf/any.proto";
message Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }
message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
message BadRequest {
  message FieldViolation { string field = 1; string description = 2; }
  repeated FieldViolation field_violations = 1;
}
"""


def make_stubs(protos, folder):
    """Generates Python from the suite's interface into `folder` and makes it importable."""
    own = pathlib.Path(folder, "own")
    own.mkdir()
    pathlib.Path(own, "rpc_status.proto").write_text(STATUS_PROTO)
    wellknown = pathlib.Path(protoc.__file__).parent / "_proto"
    files = sorted(str(path) for path in pathlib.Path(protos, "hmo").rglob("*.proto"))
    arguments = [
        "protoc", f"-I{protos}", f"-I{own}", f"-I{wellknown}",
        f"--python_out={folder}", f"--grpc_python_out={folder}",
    ]
    if protoc.main(arguments + files + ["rpc_status.proto"]) != 0:
        raise SystemExit("the interface cannot be compiled")
    sys.path.insert(0, str(folder))


def connect(how):
    """Opens a channel; a certificate, a wrong one, none at all, or no TLS."""
    options = [
        ("grpc.ssl_target_name_override", "localhost"),
        ("grpc.default_authority", "localhost"),
        ("grpc.enable_retries", 0),
    ]
    if how["security"] == "plaintext":
        return grpc.insecure_channel(how["target"], options)
    read = lambda name: pathlib.Path(how[name]).read_bytes() if name in how else None
    credentials = grpc.ssl_channel_credentials(
        root_certificates=read("authority"), private_key=read("key"),
        certificate_chain=read("certificate"))
    return grpc.secure_channel(how["target"], credentials, options)


def details(error):
    """The google.rpc.Status of an error, taken from its trailer as grpcio-status does."""
    import rpc_status_pb2
    found = {}
    for name, value in error.trailing_metadata() or ():
        if name != "grpc-status-details-bin":
            continue
        status = rpc_status_pb2.Status.FromString(value)
        found = {"code": status.code, "message": status.message}
        for any_value in status.details:
            for kind in (rpc_status_pb2.ErrorInfo, rpc_status_pb2.BadRequest):
                message = kind()
                if any_value.Unpack(message):
                    found[kind.DESCRIPTOR.name] = json_format.MessageToDict(message)
    return found


def stub(channel, service):
    """The stub of a service such as hmo.claim.v1.ClaimService, with the module of its messages."""
    package, name = service.rsplit(".", 1)
    short = package.split(".")[1]
    module = {"claim": "claim_service"}.get(short, short)
    base = f"{package}.{module}_pb2"
    messages = __import__(base, fromlist=["x"])
    stubs = __import__(base + "_grpc", fromlist=["x"])
    return getattr(stubs, name + "Stub")(channel), messages


def perform(channel, call):
    """Makes one call and gives its response, or its list of responses, as JSON objects."""
    timeout = call.get("timeout", 60)
    if call["method"] == "health":
        request = health_pb2.HealthCheckRequest(service=call.get("service", ""))
        answer = health_pb2_grpc.HealthStub(channel).Check(request, timeout=timeout)
        return {"status": health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status)}
    service, method = call["method"].split("/")
    made, messages = stub(channel, service)
    kind = getattr(messages, method + "Request")
    if "requests" in call:
        requests = (json_format.ParseDict(request, kind()) for request in call["requests"])
        answers = getattr(made, method)(requests, timeout=timeout)
        return [json_format.MessageToDict(answer) for answer in answers]
    answer = getattr(made, method)(json_format.ParseDict(call["request"], kind()), timeout=timeout)
    if hasattr(answer, "DESCRIPTOR"):
        return json_format.MessageToDict(answer)
    return [json_format.MessageToDict(each) for each in answer]


def main():
    task = json.load(sys.stdin)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        make_stubs(task["protos"], folder)
        for group in task["groups"]:
            with connect(group["connect"]) as channel:
                for call in group["calls"]:
                    try:
                        results.append({"answer": perform(channel, call)})
                    except grpc.RpcError as error:
                        results.append({
                            "error": {
                                "code": error.code().name, "message": error.details(),
                                "details": details(error),
                            }
                        })
    versions = {"grpcio": grpc.__version__, "protobuf": google.protobuf.__version__}
    json.dump({"versions": versions, "results": results}, sys.stdout)


main()
