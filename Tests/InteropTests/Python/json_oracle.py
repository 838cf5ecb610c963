"""Reads and writes the JSON of messages with Google's own library.

Reads files (encoded FileDescriptorProtos in Base64) and items (each a type and a JSON text). Prints one
JSON object: for each item either error, or binary (the message in Base64, fields in number order) and
written (the message as this library writes it, in several ways).
"""

import base64
import json
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

WAYS = [
    {},
    {"always_print_fields_with_no_presence": True, "indent": None},
    {"preserving_proto_field_name": True},
    {"use_integers_for_enums": True, "ensure_ascii": False},
]


def make_pool(files):
    """A pool of all files, each added after those that it imports."""
    pool = descriptor_pool.DescriptorPool()
    waiting = [descriptor_pb2.FileDescriptorProto.FromString(base64.b64decode(f)) for f in files]
    added = set()
    while waiting:
        ready = [file for file in waiting if added.issuperset(file.dependency)]
        if not ready:
            raise SystemExit("a file is missing that another one imports")
        for file in ready:
            pool.Add(file)
            added.add(file.name)
            waiting.remove(file)
    return pool


def answer(pool, item):
    kind = message_factory.GetMessageClass(pool.FindMessageTypeByName(item["type"]))
    try:
        message = json_format.Parse(item["json"], kind(), descriptor_pool=pool)
    except (json_format.ParseError, RecursionError, ValueError) as error:
        return {"error": str(error)}
    binary = message.SerializeToString(deterministic=True)
    written = [
        json_format.MessageToJson(message, descriptor_pool=pool, **way) for way in WAYS
    ]
    return {"binary": base64.b64encode(binary).decode(), "written": written}


def main():
    given = json.load(sys.stdin)
    pool = make_pool(given["files"])
    print(json.dumps({"answers": [answer(pool, item) for item in given["items"]]}))


main()
