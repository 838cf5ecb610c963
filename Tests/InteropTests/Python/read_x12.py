"""Reads X12 files with parsers that share nothing with the suite, and recomputes their balances.

Usage: read_x12.py FILE...; prints one JSON object: for each file what each reader found.

pyx12 validates every file against its own map of the guide. TigerShark, which knows remittances only,
builds its tree of loops. Amounts become whole cents; no floating point is near them.
"""

import contextlib
import decimal
import io
import json
import logging
import sys

import pyx12.params
import pyx12.x12file
import pyx12.x12n_document
from tigershark.parsers import M835_5010_X221_A1


def cents(text):
    value = decimal.Decimal(text or "0") * 100
    if value != value.to_integral_value():
        raise ValueError("an amount has more than two decimals")
    return int(value)


class Remittance:
    """One 835, as a reader gives its segments: lists of texts, the identifier first."""

    def __init__(self, segments):
        self.paid = None
        self.claims = []
        self.provider_adjustments = 0
        for segment in segments:
            self.take([*segment, *[""] * 24])

    def take(self, segment):
        kind = segment[0]
        if kind == "BPR":
            self.paid = cents(segment[2])
        elif kind == "CLP":
            self.claims.append(
                {
                    "number": segment[1],
                    "status": segment[2],
                    "charge": cents(segment[3]),
                    "paid": cents(segment[4]),
                    "owed": cents(segment[5]),
                    "adjustments": [],
                    "lines": [],
                }
            )
        elif kind == "SVC":
            self.claims[-1]["lines"].append(
                {"charge": cents(segment[2]), "paid": cents(segment[3]), "adjustments": []}
            )
        elif kind == "CAS":
            claim = self.claims[-1]
            place = claim["lines"][-1] if claim["lines"] else claim
            for first in range(2, 20, 3):
                if segment[first]:
                    place["adjustments"].append((segment[1], cents(segment[first + 1])))
        elif kind == "PLB":
            for first in range(3, 15, 2):
                if segment[first]:
                    self.provider_adjustments += cents(segment[first + 1])

    def violations(self):
        found = []
        for claim in self.claims:
            adjustments = list(claim["adjustments"])
            for number, line in enumerate(claim["lines"], 1):
                adjustments += line["adjustments"]
                reduced = line["charge"] - sum(amount for _, amount in line["adjustments"])
                if reduced != line["paid"]:
                    found.append(f"line {number} of {claim['number']}")
            if claim["charge"] - sum(amount for _, amount in adjustments) != claim["paid"]:
                found.append(f"claim {claim['number']}")
            owed = sum(amount for group, amount in adjustments if group == "PR")
            if claim["owed"] != (0 if claim["status"] == "22" else owed):
                found.append(f"what the patient owes of {claim['number']}")
        if sum(claim["paid"] for claim in self.claims) - self.provider_adjustments != self.paid:
            found.append("payment")
        return found

    def summary(self):
        return {
            "paid": self.paid,
            "claims": [
                {
                    "number": claim["number"],
                    "charge": claim["charge"],
                    "paid": claim["paid"],
                    "lines": len(claim["lines"]),
                }
                for claim in self.claims
            ],
            "violations": self.violations(),
        }


def remittances(segments):
    sets = []
    for segment in segments:
        if segment[0] == "ST":
            sets.append([])
        if sets:
            sets[-1].append(segment)
    return [Remittance(content).summary() for content in sets]


class Errors(logging.Handler):
    """Keeps what pyx12 says to its log."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def read_with_pyx12(path):
    errors = Errors()
    logger = logging.getLogger("pyx12")
    logger.addHandler(errors)
    try:
        is_valid = pyx12.x12n_document.x12n_document(
            pyx12.params.params(), path, None, None, None
        )
    finally:
        logger.removeHandler(errors)
    segments = []
    for segment in pyx12.x12file.X12Reader(path):
        name = segment.get_seg_id()
        numbers = range(1, len(segment) + 1)
        segments.append([name, *(segment.get_value(f"{name}{n:02}") or "" for n in numbers)])
    return bool(is_valid), errors.lines, segments


def read_with_tigershark(path):
    with open(path, encoding="ascii") as file:
        text = file.read().replace("\n", "")
    message = M835_5010_X221_A1.parsed_835.unmarshall(text, ignoreExtra=False)
    return [list(segment.elements) for segment in message.segs()]


def read(path):
    is_valid, errors, segments = read_with_pyx12(path)
    result = {"isValid": is_valid, "errors": errors, "segments": len(segments)}
    if any(segment[:2] == ["ST", "835"] for segment in segments):
        result["pyx12"] = remittances(segments)
        with contextlib.redirect_stdout(io.StringIO()):
            foreign = read_with_tigershark(path)
        result["tigershark"] = remittances(foreign)
    return result


if __name__ == "__main__":
    print(json.dumps({"files": [read(path) for path in sys.argv[1:]]}))
