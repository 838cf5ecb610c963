package import Domain
package import Messages

extension ClaimDecision {
  /// Reads a decision, and checks that its sums are those of its lines.
  ///
  /// The claim and its version stand in the message alone.
  package init(_ message: PaymentV1.ClaimDecision) throws(MessageError) {
    self.init(
      lines: try MessageCheck.list(message.lines, "lines", countMax: MessageCheck.linesMax) {
        line throws(MessageError) in try LineDecision(line)
      },
      claimStatusCode: Int(message.claimStatusCode),
      postings: try MessageCheck.list(message.postings, "postings") {
        posting throws(MessageError) in try AccumulatorPosting(posting)
      },
      trace: try TraceStep.list(message.trace),
      balancesBefore: try MessageCheck.list(message.balancesBefore, "balances_before") {
        balance throws(MessageError) in try AccumulatorBalance(balance)
      },
      copayVisitsBefore: try ClaimDecision.visits(
        message.copayVisitsBefore, "copay_visits_before"),
      copayVisitsTaken: try ClaimDecision.visits(message.copayVisitsTaken, "copay_visits_taken"))
    try readLimits(message)
    try checkSum(message.charge, "charge", charge)
    try checkSum(message.paid, "paid", paid)
    try checkSum(message.patientShare, "patient_share", patientShare)
    try checkSigns(isReversal: message.reversesVersion != 0)
  }

  /// The decision as the message for a version of a claim.
  ///
  /// - Parameter reversed: The version that this one takes back; 0 when it takes none back.
  package func message(
    claimID: String, version: Int32, reversing reversed: Int32 = 0
  ) -> PaymentV1.ClaimDecision {
    var message = PaymentV1.ClaimDecision()
    message.claimID = claimID
    message.version = version
    message.lines = lines.map(\.message)
    message.claimStatusCode = Int32(clamping: claimStatusCode)
    message.charge = charge.message
    message.paid = paid.message
    message.patientShare = patientShare.message
    message.postings = postings.map(\.message)
    message.trace = trace.map(\.encoded)
    message.balancesBefore = balancesBefore.map(\.message)
    message.copayVisitsBefore = copayVisitsBefore.map(\.message)
    message.copayVisitsTaken = copayVisitsTaken.map(\.message)
    message.limitsBefore = limitsBefore.map(\.message)
    message.limitVisitsBefore = limitVisitsBefore.map(\.message)
    message.limitPostings = limitPostings.map(\.message)
    message.reversesVersion = reversed
    return message
  }

  private mutating func readLimits(_ message: PaymentV1.ClaimDecision) throws(MessageError) {
    limitsBefore = try MessageCheck.list(
      message.limitsBefore, "limits_before", countMax: MessageCheck.linesMax
    ) { balance throws(MessageError) in try LimitBalance(balance) }
    limitVisitsBefore = try ClaimDecision.visits(
      message.limitVisitsBefore, "limit_visits_before")
    limitPostings = try MessageCheck.list(
      message.limitPostings, "limit_postings", countMax: MessageCheck.linesMax
    ) { posting throws(MessageError) in try LimitPosting(posting) }
  }

  private func checkSum(
    _ message: TypeV1.Money?, _ field: String, _ sum: Money
  ) throws(MessageError) {
    guard try Money(message, field) == sum else {
      throw MessageError(field, "is not the sum of the lines")
    }
  }

  /// Only a reversal has amounts below zero, and it has none above.
  private func checkSigns(isReversal: Bool) throws(MessageError) {
    guard isReversal == (claimStatusCode == ClaimDecision.reversalStatusCode) else {
      throw MessageError("claim_status_code", "does not agree with reverses_version")
    }
    let sign: Int64 = isReversal ? -1 : 1
    for (index, line) in lines.enumerated() {
      let amounts = [line.charge, line.allowed, line.paid, line.patientShare]
      guard amounts.allSatisfy({ $0.cents.signum() != -sign }) else {
        throw MessageError("lines[\(index)]", "has an amount of the wrong sign")
      }
    }
    guard postings.allSatisfy({ $0.amount.cents.signum() != -sign }) else {
      throw MessageError("postings", "has an amount of the wrong sign")
    }
    let isSigned = limitPostings.allSatisfy {
      $0.uses == Int(sign) && $0.amount.cents.signum() != -sign
    }
    guard isSigned else { throw MessageError("limit_postings", "has a value of the wrong sign") }
  }

  /// The claim status of a reversal.
  private static let reversalStatusCode = 22

  private static func visits(
    _ messages: [PaymentV1.CopayVisit], _ field: String
  ) throws(MessageError) -> [CopayVisit] {
    try MessageCheck.list(messages, field, countMax: MessageCheck.linesMax) {
      visit throws(MessageError) in try CopayVisit(visit)
    }
  }
}
