"""What the demonstration reads in the JSON of `hmo`.

  demo.py claims COUNT < list     exit 0 once COUNT claims are there and none is on its way
  demo.py pick STATE < list       the number of the first claim in a state
  demo.py compare ANSWERS LIST    compares each claim with its answer, to the cent; standard input
                                  has one object a claim, as `hmo claim show --json` prints them
  demo.py counts < list           the last line of the demonstration
"""

import json
import sys
from decimal import Decimal

STATES = {
    "CLAIM_STATE_PAYABLE": "payable",
    "CLAIM_STATE_DENIED": "denied",
    "CLAIM_STATE_PENDED": "pended",
    "CLAIM_STATE_ACCEPTED": "accepted",
}


def state(claim):
    return STATES.get(claim["state"], claim["state"])


def read_all(text):
    """The JSON objects that follow one another in a text."""
    decoder = json.JSONDecoder()
    position = 0
    while text[position:].strip():
        position += len(text[position:]) - len(text[position:].lstrip())
        value, position = decoder.raw_decode(text, position)
        yield value


def lines_of(decision):
    """The lines of a decision as an answer has them: amounts by group and code, and the payment."""
    for line in decision["lines"]:
        amounts = {}
        for adjustment in line["adjustments"]:
            label = f"{adjustment['group']}-{adjustment['code']}"
            amounts[label] = amounts.get(label, Decimal(0)) + Decimal(adjustment["amount"])
        yield {"paid": Decimal(line["paid"]), "adjustments": amounts}


def expected_lines(answer):
    for line in answer["lines"]:
        amounts = {label: Decimal(amount) for label, amount in line["adjustments"].items()}
        yield {"paid": Decimal(line["paid"]), "adjustments": amounts}


def difference(answer, listed, shown):
    """What differs between an answer and the claim, or nothing."""
    summary = shown["summary"]
    if summary["claimId"] != listed["claimId"] or state(summary) != state(listed):
        return "the list and the claim itself disagree"
    if state(summary) != answer["state"]:
        return f"it is {state(summary)}, expected {answer['state']}"
    if answer["state"] == "pended":
        return None if summary["pendReasons"] else "it is pended without a reason"
    if Decimal(summary["paid"]) != Decimal(answer["paid"]):
        return f"{summary['paid']} is paid, expected {answer['paid']}"
    if list(lines_of(shown["decision"])) != list(expected_lines(answer)):
        return "the amounts of its lines differ"
    return None


def compare(answers_path, list_path):
    with open(answers_path) as file:
        answers = {answer["patientControlNumber"]: answer for answer in json.load(file)["claims"]}
    with open(list_path) as file:
        listed = {claim["patientControlNumber"]: claim for claim in json.load(file)["claims"]}
    shown = {each["summary"]["patientControlNumber"]: each for each in read_all(sys.stdin.read())}
    wrong = 0
    for number, answer in answers.items():
        if number not in listed or number not in shown:
            found = "it is not there"
        else:
            found = difference(answer, listed[number], shown[number])
        if found:
            wrong += 1
            print(f"claim {number} ({answer['story']}): {found}", file=sys.stderr)
    for number in listed.keys() - answers.keys():
        wrong += 1
        print(f"claim {number}: nobody sent it", file=sys.stderr)
    if not answers or wrong:
        sys.exit(1)
    print(f"{len(answers)} claims are as expected, to the cent")


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "compare":
        compare(*arguments)
        return
    claims = json.load(sys.stdin)["claims"]
    if command == "claims":
        settled = all(state(claim) != "accepted" for claim in claims)
        sys.exit(0 if settled and len(claims) == int(arguments[0]) else 1)
    if command == "pick":
        found = [claim["claimId"] for claim in claims if state(claim) == arguments[0]]
        if not found:
            sys.exit(f"no claim is {arguments[0]}")
        print(found[0])
        return
    counts = {name: sum(state(claim) == name for claim in claims) for name in STATES.values()}
    if counts["accepted"] or sum(counts.values()) != len(claims):
        sys.exit("a claim is neither decided nor pended")
    print(
        f"demo: {len(claims)} claims, {counts['payable']} paid, {counts['denied']} denied, "
        f"{counts['pended']} pended")


main()
