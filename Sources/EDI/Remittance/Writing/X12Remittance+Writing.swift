import Domain

extension X12OutgoingEnvelope {
  /// A file with one 835 for each remittance.
  ///
  /// One that ``X12Remittance/check()`` objects to refuses the whole file: its violations are in
  /// the error, their claim numbers count within that remittance.
  package func file(of remittances: [X12Remittance]) throws(X12OutgoingError) -> [UInt8] {
    for remittance in remittances {
      let violations = remittance.check()
      guard violations.isEmpty else {
        throw X12OutgoingError(.remittanceRefused, violations: violations)
      }
      guard remittance.fitsLimits else { throw X12OutgoingError(.tooMany) }
    }
    return try file(of: .remittance, remittances.map(\.outgoing))
  }
}

extension X12Remittance {
  /// Whether claims and lines are not more than one remittance may hold.
  fileprivate var fitsLimits: Bool {
    claims.count <= X12Remittance.claimsMax
      && claims.allSatisfy { $0.lines.count <= X12Remittance.linesMax }
  }

  /// The segments between ST and SE.
  var outgoing: [X12OutgoingSegment] {
    header + payer.outgoing + payee.outgoing + groups.flatMap(\.outgoing)
      + providerAdjustments.outgoing
  }

  private var header: [X12OutgoingSegment] {
    [
      payment,
      .made("TRN", ["1", .text(traceNumber), .text(originator)]),
    ] + X12OutgoingReference.outgoing("EV", receiverNumber)
      + [.made("DTM", ["405", .text(productionDay.compact)])]
  }

  private var payment: X12OutgoingSegment {
    var elements: [X12ElementValue] = [
      method == .none ? "H" : "I", X12Number.text(amount), "C", .text(method.code),
    ]
    elements += method.transferElements
    elements.append(.text(paymentDay.compact))
    return .made("BPR", elements)
  }
}

extension X12PaymentMethod {
  /// BPR04.
  fileprivate var code: String {
    switch self {
    case .transfer: "ACH"
    case .check: "CHK"
    case .none: "NON"
    }
  }

  /// BPR05 to BPR15; empty unless money goes from bank to bank.
  fileprivate var transferElements: [X12ElementValue] {
    guard case .transfer(let transfer) = self else { return Array(repeating: "", count: 11) }
    return ["CCP"] + transfer.payerAccount.outgoing(demandOnly: true)
      + [.text(transfer.originator), .text(transfer.originatorPart)]
      + transfer.payeeAccount.outgoing(demandOnly: false)
  }
}

extension X12BankAccount {
  fileprivate func outgoing(demandOnly: Bool) -> [X12ElementValue] {
    [
      "01", .text(routingNumber), isSavings && !demandOnly ? "SG" : "DA", .text(number),
    ]
  }
}

extension X12RemittanceGroup {
  /// LX and its claims.
  fileprivate var outgoing: [X12OutgoingSegment] {
    [.made("LX", [.text(String(number))])] + claims.flatMap(\.outgoing)
  }
}
