import Messages
import Protobuf

/// Claims as tables for people and as JSON for programs.
enum ClaimTables {
  /// A line a claim.
  static func printList(_ claims: [ClaimV1.ClaimSummary]) {
    var table = TextTable([
      ("CLAIM", .left), ("SUBMITTER'S NUMBER", .left), ("STATE", .left), ("CHARGE", .right),
      ("PAID", .right), ("PATIENT", .right), ("NOTE", .left),
    ])
    for claim in claims {
      table.add([
        claim.claimID, claim.patientControlNumber, claim.state.text, claim.charge?.text ?? "",
        claim.paid?.text ?? "", claim.patientShare?.text ?? "", note(claim),
      ])
    }
    Terminal.print(table.text)
  }

  private static func note(_ claim: ClaimV1.ClaimSummary) -> String {
    switch claim.state {
    case .accepted: "waits for \(claim.waitingFor) since \(claim.waitingSince?.text ?? "")"
    case .pended: claim.pendReasons.map(\.reason).joined(separator: ", ")
    default:
      (claim.remittanceIDs
        + (claim.standingClaimID.isEmpty ? [] : ["\(claim.standingClaimID) stands in its place"])
        + (claim.replacesClaimID.isEmpty ? [] : ["in the place of \(claim.replacesClaimID)"])
        + (claim.laterChanges.isEmpty ? [] : ["facts changed after the decision"]))
        .joined(separator: ", ")
    }
  }

  /// A line a reason.
  static func printPended(_ claims: [ClaimV1.ClaimSummary]) {
    var table = TextTable([
      ("CLAIM", .left), ("LINE", .right), ("REASON", .left), ("SINCE", .left), ("DUE", .left),
      ("OWNER", .left), ("WHAT TO DO", .left),
    ])
    for claim in claims {
      for reason in claim.pendReasons {
        table.add([
          claim.claimID, reason.lineNumber == 0 ? "all" : String(reason.lineNumber), reason.reason,
          (claim.pendedSince ?? claim.acceptedAt)?.text ?? "", claim.dueAt?.text ?? "",
          claim.owner, reason.meaning,
        ])
      }
    }
    Terminal.print(table.text)
  }

  /// The claims as the `claims` of one object.
  static func printJSON(_ claims: [ClaimV1.ClaimSummary]) throws {
    var list = ClaimV1.ListClaimsResponse()
    list.claims = claims
    Terminal.print(try list.json())
  }

  /// The money of a decision, line by line or as a whole.
  static func printDecision(_ decision: PaymentV1.ClaimDecision) {
    var table = TextTable([
      ("LINE", .right), ("CHARGE", .right), ("ALLOWED", .right), ("ADJUSTMENTS", .left),
      ("PAID", .right),
    ])
    for line in decision.lines {
      let adjustments = line.adjustments.map {
        "\($0.group)-\($0.code) \($0.amount?.text ?? "")"
      }
      table.add([
        line.lineNumber == 0 ? "all" : String(line.lineNumber), line.charge?.text ?? "",
        line.allowed?.text ?? "",
        (adjustments + line.remarks).joined(separator: "  "), line.paid?.text ?? "",
      ])
    }
    table.add([
      "sum", decision.charge?.text ?? "", "", "", decision.paid?.text ?? "",
    ])
    Terminal.print(table.text)
  }
}
