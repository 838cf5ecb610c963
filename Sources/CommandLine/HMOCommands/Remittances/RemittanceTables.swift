import Messages
import Protobuf

/// Payment runs as tables for people and as JSON for programs.
enum RemittanceTables {
  /// A line a run.
  static func print(_ runs: [PaymentV1.PaymentRun]) {
    var table = TextTable([
      ("RUN", .left), ("CLOSED", .left), ("REMITTANCES", .right), ("CLAIMS", .right),
      ("PAYMENT", .right),
    ])
    for run in runs {
      table.add([
        run.runID, run.closedAt?.text ?? "", String(run.remittances), String(run.claims),
        run.payment?.text ?? "",
      ])
    }
    Terminal.print(table.text)
  }

  /// A line a remittance.
  static func print(_ remittances: [PaymentV1.Remittance]) {
    guard !remittances.isEmpty else { return }
    var table = TextTable([
      ("REMITTANCE", .left), ("PAYEE", .left), ("NAME", .left), ("CLAIMS", .right),
      ("CLAIMS PAY", .right), ("ADJUSTMENTS", .left), ("PAYMENT", .right),
    ])
    for remittance in remittances {
      let adjustments = remittance.adjustments.map { "\($0.code) \($0.amount?.text ?? "")" }
      table.add([
        remittance.remittanceID, remittance.payee?.npi ?? "", remittance.payee?.name ?? "",
        String(remittance.claims), remittance.claimsPaid?.text ?? "",
        adjustments.joined(separator: "  "), remittance.payment?.text ?? "",
      ])
    }
    Terminal.print("\n" + table.text)
  }

  /// A run with its remittances as one object.
  static func json(
    _ run: PaymentV1.PaymentRun, _ remittances: [PaymentV1.Remittance]
  ) throws -> String {
    let list = try remittances.map { try $0.json() }.joined(separator: ",\n")
    return "{\"run\": \(try run.json()),\n\"remittances\": [\(list)]}"
  }
}
