import Domain
import DomainMessages
import EDI
import Messages

/// Where a claim stands, as a 277 tells it (rule `ANSWER-STATUS`).
struct ClaimStanding {
  let listed: ClaimStore.Listed
  let claim: ClaimV1.Claim
  let decision: PaymentV1.ClaimDecision?
  let delimiters: X12Delimiters

  /// Held by the payer, for a service in the grace period of an exchange's premium.
  private static let suspended = X12ClaimStatus("P5", "766")

  private var echo: X12Echo { X12Echo(delimiters) }

  /// The answer about the claim.
  func answer(to inquiry: X12StatusInquiry, on day: Day) -> X12StatusClaim {
    X12StatusClaim(
      trace: echo(inquiry.trace.value, 50) ?? "0", statuses: [status], statusDay: day,
      charge: listed.charge, paid: listed.isTakenBack ? .zero : listed.paid,
      paymentNumber: listed.remittanceIDs.last ?? "", payerClaimNumber: listed.keys.root.text,
      patientControlNumber: X12Text.writable(
        listed.patientControlNumber, most: 38, delimiters: delimiters),
      service: days, lines: lines(inquiry, day))
  }

  private var status: X12ClaimStatus {
    switch listed.state {
    case .pended: X12ClaimStatus("P2", "46")
    case .payable: X12ClaimStatus("F0", "3")
    case .paid: X12ClaimStatus("F1", "65")
    case .denied: X12ClaimStatus("F2", "585")
    case .suspended: ClaimStanding.suspended
    case .voided, .replaced: X12ClaimStatus("F3", "101")
    case .encounter: X12ClaimStatus("F4", "104")
    default: X12ClaimStatus("P1", "20")
    }
  }

  private var days: DaySpan? {
    let from = claim.lines.compactMap { $0.from?.days }.min()
    let to = claim.lines.compactMap { $0.to?.days ?? $0.from?.days }.max()
    guard let from, let to, let first = Day(checkedNumber: from),
      let last = Day(checkedNumber: to)
    else { return nil }
    return DaySpan(checkedFrom: first, to: last)
  }

  /// One answer a line, when the inquiry asked about lines and the claim was not decided as a whole.
  private func lines(_ inquiry: X12StatusInquiry, _ day: Day) -> [X12StatusLine] {
    let isWhole = decision?.lines.first?.lineNumber == Int32(Stay.lineNumber)
    guard !inquiry.lines.isEmpty, !isWhole else { return [] }
    let asked = Set(inquiry.lines.map(\.procedure.value))
    let decided = Dictionary(
      (decision?.lines ?? []).map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    return claim.lines.filter { asked.contains($0.procedure) || asked.contains($0.revenueCode) }
      .compactMap { line(decided[$0.lineNumber], $0, day) }
  }

  private func line(
    _ decided: PaymentV1.LineDecision?, _ billed: ClaimV1.ClaimLine, _ day: Day
  ) -> X12StatusLine? {
    guard let from = try? Day(billed.from, ""), let charge = try? Money(billed.charge, ""),
      let units = try? Quantity(billed.quantity, "")
    else { return nil }
    let to = billed.to.flatMap { try? Day($0, "") } ?? from
    let paid = decided.flatMap { try? Money($0.paid, "") } ?? .zero
    let isDenied = decided?.isDenied == true && decided?.isSuspended == false
    return X12StatusLine(
      procedure: billed.procedure.isEmpty
        ? X12OutgoingProcedure(revenue: billed.revenueCode)
        : X12OutgoingProcedure(billed.procedure, modifiers: billed.modifiers),
      charge: charge, paid: paid, revenueCode: billed.procedure.isEmpty ? "" : billed.revenueCode,
      units: units, statuses: [isDenied ? X12ClaimStatus("F2", "585") : status], statusDay: day,
      controlNumber: X12Text.writable(
        billed.lineControlNumber, most: 50, delimiters: delimiters),
      service: DaySpan(from: from, to: max(from, to)))
  }
}
