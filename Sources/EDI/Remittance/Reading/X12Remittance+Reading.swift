import Domain

extension X12Remittance {
  /// Reads an 835, ours or another payer's.
  ///
  /// Segments for which the value has no place, such as TS3, are left out; the tree keeps them. The
  /// first thing that cannot be read refuses the whole, because an amount that is not understood
  /// leaves nothing to balance.
  package init(reading set: X12SetTree) throws(X12ReadingError) {
    let root = set.root
    guard let payment = root.segments("BPR").first, let trace = root.segments("TRN").first,
      let payer = root.loops("1000A").first, let payee = root.loops("1000B").first
    else {
      throw X12ReadingError(fault: X12Fault(.segmentMissing, at: set.header.position))
    }
    let production = try root.segment("DTM", "405")?.day(2)
    let isUndated = payment.isEmpty(16)
    let paymentDay: Day = if isUndated, let production { production } else { try payment.day(16) }
    self.init(
      amount: try payment.amount(2), method: try X12PaymentMethod(reading: payment),
      paymentDay: paymentDay, traceNumber: try trace.required(2), originator: trace.element(3),
      receiverNumber: root.segment("REF", "EV")?.element(2) ?? "",
      productionDay: production ?? paymentDay,
      payer: try X12RemittancePayer(reading: payer),
      payee: try X12RemittancePayee(reading: payee), groups: try Self.groups(of: root),
      providerAdjustments: try Self.providerAdjustments(of: root))
  }

  private static func groups(
    of root: X12LoopNode
  ) throws(X12ReadingError) -> [X12RemittanceGroup] {
    var groups: [X12RemittanceGroup] = []
    for loop in root.loops("2000") {
      let number = loop.segments("LX").first.flatMap { Int($0.element(1)) }
      groups.append(
        X12RemittanceGroup(number: number ?? 0, claims: try claims(of: loop)))
    }
    let loose = try claims(of: root)
    return loose.isEmpty ? groups : [X12RemittanceGroup(number: 0, claims: loose)] + groups
  }

  private static func claims(
    of loop: X12LoopNode
  ) throws(X12ReadingError) -> [X12RemittanceClaim] {
    var claims: [X12RemittanceClaim] = []
    for claim in loop.loops("2100") { claims.append(try X12RemittanceClaim(reading: claim)) }
    return claims
  }

  private static func providerAdjustments(
    of root: X12LoopNode
  ) throws(X12ReadingError) -> [X12ProviderAdjustment] {
    var adjustments: [X12ProviderAdjustment] = []
    for segment in root.loops("footer").flatMap({ $0.segments("PLB") }) {
      let (provider, day) = (try segment.required(1), try segment.day(2))
      for first in stride(from: 3, through: 13, by: 2) where !segment.isEmpty(first) {
        adjustments.append(
          X12ProviderAdjustment(
            provider: provider, fiscalYearEnd: day,
            reason: .init(rawValue: segment.component(first, 1)),
            reference: segment.component(first, 2), amount: try segment.amount(first + 1)))
      }
    }
    return adjustments
  }
}

extension X12PaymentMethod {
  /// Reads BPR04 to BPR15; a wire or a draft counts as a check, which names no accounts.
  fileprivate init(reading segment: X12Segment) throws(X12ReadingError) {
    switch try segment.required(4) {
    case "NON": self = .none
    case "ACH":
      self = .transfer(
        X12Transfer(
          payerAccount: X12BankAccount(reading: segment, from: 7),
          originator: segment.element(10), originatorPart: segment.element(11),
          payeeAccount: X12BankAccount(reading: segment, from: 13)))
    default: self = .check
    }
  }
}

extension X12BankAccount {
  fileprivate init(reading segment: X12Segment, from first: Int) {
    self.init(
      routingNumber: segment.element(first), number: segment.element(first + 2),
      isSavings: segment.element(first + 1) == "SG")
  }
}
