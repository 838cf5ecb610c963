extension SampleWorld {
  /// The files that `hmo load` reads, in the order in which they are loaded, by name.
  ///
  /// Each holds one request, under the full name of the method that takes it.
  package var loadFiles: [(name: String, text: String)] {
    [
      (
        "1-eligibility.json",
        SampleWorld.request(
          "hmo.eligibility.v1.EligibilityAdministrationService/LoadEligibility",
          [
            .init(name: "requestId", value: .text("\(label)-eligibility")),
            .init(name: "products", value: .list(SampleReference.products)),
            .init(name: "categories", value: .list(SampleReference.categories)),
            .init(name: "members", value: .list(members)),
          ])
      ),
      (
        "2-network.json",
        SampleWorld.request(
          "hmo.network.v1.NetworkAdministrationService/LoadNetwork",
          [
            .init(name: "requestId", value: .text("\(label)-network")),
            .init(name: "providers", value: .list(SampleReference.providers)),
            .init(name: "feeSchedules", value: .list(SampleReference.feeSchedules)),
            .init(name: "contracts", value: .list(SampleReference.contracts)),
          ])
      ),
      (
        "3-authorization.json",
        SampleWorld.request(
          "hmo.authorization.v1.AuthorizationAdministrationService/LoadAuthorizations",
          [
            .init(name: "requestId", value: .text("\(label)-authorization")),
            .init(name: "authorizations", value: .list(authorizations)),
            .init(name: "referrals", value: .list(referrals)),
          ])
      ),
      (
        "4-balances.json",
        SampleWorld.request(
          "hmo.payment.v1.PaymentAdministrationService/LoadOpeningBalances",
          [
            .init(name: "requestId", value: .text("\(label)-balances")),
            .init(name: "balances", value: .list(balances)),
          ])
      ),
      (
        "5-remittance.json",
        SampleWorld.request(
          "hmo.payment.v1.PaymentAdministrationService/LoadRemittanceParties",
          [
            .init(name: "requestId", value: .text("sample-remittance")),
            .init(name: "payer", value: SampleReference.payer),
          ])
      ),
    ]
  }

  /// The answers as JSON.
  package var answerFile: String {
    JSONText.record([.init(name: "claims", value: .list(answers.map(\.json)))]).printed + "\n"
  }

  private static func request(_ method: String, _ members: [JSONText.Member]) -> String {
    JSONText.record([
      .init(name: "method", value: .text(method)), .init(name: "request", value: .record(members)),
    ]).printed + "\n"
  }

  private var label: String { "sample-\(claims.first?.id ?? "empty")-\(claims.count)" }
}
