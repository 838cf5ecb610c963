import Messages

/// A payment run in the form of a scenario's expectation.
enum ObservedRun {
  /// The run as a whole.
  static func value(_ run: PaymentV1.PaymentRun?) -> JSONValue {
    .record([
      "run": .text(run?.runID ?? ""), "remittances": .integer(Int64(run?.remittances ?? 0)),
      "claims": .integer(Int64(run?.claims ?? 0)),
      "payment": .integer(run?.payment?.cents ?? 0),
    ])
  }

  /// One of its remittances, with segments of its 835 when they were asked for.
  static func value(_ remittance: PaymentV1.Remittance, segments: JSONValue?) -> JSONValue {
    var members: [String: JSONValue] = [
      "remittance": .text(remittance.remittanceID), "payee": .text(remittance.payee?.npi ?? ""),
      "claims": .integer(Int64(remittance.claims)),
      "claims_paid": .integer(remittance.claimsPaid?.cents ?? 0),
      "payment": .integer(remittance.payment?.cents ?? 0),
      "adjustments": .record(
        Dictionary(
          remittance.adjustments.map { ($0.code, JSONValue.integer($0.amount?.cents ?? 0)) },
          uniquingKeysWith: { .integer(($0.integer ?? 0) &+ ($1.integer ?? 0)) })),
    ]
    if let segments { members["segments"] = segments }
    return .record(members)
  }
}
