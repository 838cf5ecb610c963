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
    try checkSum(message.charge, "charge", charge)
    try checkSum(message.paid, "paid", paid)
    try checkSum(message.patientShare, "patient_share", patientShare)
  }

  /// The decision as the message for a version of a claim.
  package func message(claimID: String, version: Int32) -> PaymentV1.ClaimDecision {
    var message = PaymentV1.ClaimDecision()
    message.claimID = claimID
    message.version = version
    message.lines = lines.map(\.message)
    message.claimStatusCode = Int32(clamping: claimStatusCode)
    message.charge = charge.message
    message.paid = paid.message
    message.patientShare = patientShare.message
    message.postings = postings.map(\.message)
    message.trace = trace.map(\.message)
    message.balancesBefore = balancesBefore.map(\.message)
    message.copayVisitsBefore = copayVisitsBefore.map(\.message)
    message.copayVisitsTaken = copayVisitsTaken.map(\.message)
    return message
  }

  private func checkSum(
    _ message: TypeV1.Money?, _ field: String, _ sum: Money
  ) throws(MessageError) {
    guard try Money(message, field) == sum else {
      throw MessageError(field, "is not the sum of the lines")
    }
  }

  private static func visits(
    _ messages: [PaymentV1.CopayVisit], _ field: String
  ) throws(MessageError) -> [CopayVisit] {
    try MessageCheck.list(messages, field, countMax: MessageCheck.linesMax) {
      visit throws(MessageError) in try CopayVisit(visit)
    }
  }
}
