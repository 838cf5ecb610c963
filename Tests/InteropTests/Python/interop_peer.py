"""What the client and the server of the interoperability cases share: stubs, sizes, certificates.

Each reads one JSON object from standard input: protos (the folder of grpc/testing/testing.proto),
certificate, key and authority (files), and what its own description says.
"""

import importlib
import json
import pathlib
import sys
import tempfile

from grpc_tools import protoc

INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"
INITIAL_VALUE = "test_initial_metadata_value"
TRAILING_VALUE = b"\xab\xab\xab"
REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]
SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"


def task():
    return json.load(sys.stdin)


def load_stubs(protos):
    """The modules of the messages and of the services, made from the interface at run time."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [
            "protoc", f"-I{protos}/grpc/testing", f"--python_out={folder}",
            f"--grpc_python_out={folder}", "testing.proto",
        ]
        if protoc.main(arguments) != 0:
            raise SystemExit("the interface cannot be compiled")
        sys.path.insert(0, folder)
        return importlib.import_module("testing_pb2"), importlib.import_module("testing_pb2_grpc")


def files(given):
    """The bytes of key, certificate and authority."""
    return [pathlib.Path(given[name]).read_bytes() for name in ("key", "certificate", "authority")]


def expect(condition, what):
    if not condition:
        raise AssertionError(what)
