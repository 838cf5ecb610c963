import Messages

/// A settlement beside claims in the form of a scenario's expectation.
enum ObservedSettlement {
  /// How the pools of a contract were divided, payee by payee.
  static func value(_ answer: PaymentV1.SettleWithholdResponse) -> JSONValue {
    .list(
      answer.settlements.map { settled in
        .record([
          "payee": .text(settled.npi), "released": .integer(settled.released?.cents ?? 0),
          "forfeited": .integer(settled.forfeited?.cents ?? 0),
        ])
      })
  }

  /// What a year of shared risk came to.
  static func value(_ answer: PaymentV1.SettleRiskResponse) -> JSONValue {
    .record([
      "budget": .integer(answer.budget?.cents ?? 0), "gain": .integer(answer.gain?.cents ?? 0),
      "bonus": .integer(answer.bonus?.cents ?? 0),
      "recovered_from_pool": .integer(answer.recoveredFromPool?.cents ?? 0),
      "owed": .integer(answer.owed?.cents ?? 0),
    ])
  }
}
