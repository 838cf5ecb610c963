import Domain
import DomainMessages
import EDI
import Messages

/// One version of a claim on its way into a remittance.
struct RemittedClaim {
  private let remitted: PaymentV1.RemittedClaim
  private let decision: PaymentV1.ClaimDecision
  private let claim: ClaimV1.Claim
  private let receivedOn: Day

  init(
    _ remitted: PaymentV1.RemittedClaim, _ claim: ClaimV1.Claim, receivedOn: Day
  ) throws(MessageError) {
    guard let decision = remitted.decision else { throw MessageError("decision", "is missing") }
    self.remitted = remitted
    self.decision = decision
    self.claim = claim
    self.receivedOn = receivedOn
  }

  private var isReversal: Bool { decision.reversesVersion > 0 }

  /// The claim's part of the document.
  var document: X12RemittanceClaim {
    get throws(MessageError) {
      guard let status = X12RemittanceClaimStatus(rawValue: String(decision.claimStatusCode))
      else { throw MessageError("claim_status_code", "is no status of a remittance") }
      let lines = try self.lines
      let whole = try self.whole
      return X12RemittanceClaim(
        patientControlNumber: X12Text.writable(claim.patientControlNumber, most: 38),
        status: status, charge: try Money(decision.charge, "charge"),
        paid: try Money(decision.paid, "paid"), filingCode: filingCode,
        payerClaimNumber: decision.claimID, facilityCode: facilityCode, frequency: frequency,
        diagnosisGroup: X12Text.writable(institutional?.diagnosisRelatedGroup ?? "", most: 4),
        adjustments: whole?.adjustments ?? [], parties: parties,
        remarks: whole.map {
          .inpatient($0.remarks, coveredDays: coveredDays(of: $0))
        } ?? .none,
        service: whole == nil ? lines.map(\.service).enclosing : stayDays,
        receivedDay: receivedOn, coveredAmount: coveredCharge(lines, whole),
        interest: try interest, lines: lines)
    }
  }

  /// What is paid beside the claim because it is paid late; negative where it is taken back.
  private var interest: Money? {
    get throws(MessageError) {
      guard let interest = remitted.interest else { return nil }
      return try Money(interest, "interest")
    }
  }

  /// What was charged for covered services: the charges of covered lines, less what was cut back
  /// from them; a reversal tells none (rule `REMIT-COVERED`).
  private func coveredCharge(_ lines: [X12RemittanceLine], _ whole: LineDecision?) -> Money? {
    guard !isReversal else { return nil }
    if let whole { return whole.isDenied ? .zero : whole.charge }
    return zip(decision.lines, lines).filter { !$0.0.isDenied }
      .reduce(Money.zero) { $0 + $1.1.coveredCharge }
  }

  /// The decision of a claim that was decided as a whole, of which no line is told (rule `STAY-6`).
  private var whole: LineDecision? {
    get throws(MessageError) {
      guard isWhole, let whole = decision.lines.first else { return nil }
      return try LineDecision(whole)
    }
  }

  /// The days of a stay that are covered: all of them, or none of one that is denied.
  private func coveredDays(of whole: LineDecision) -> Int {
    whole.isDenied ? 0 : Int(clamping: whole.paidQuantity.thousandths / 1_000)
  }

  private var isWhole: Bool { decision.lines.map(\.lineNumber) == [Int32(Stay.lineNumber)] }

  /// The days that the statement of a stay covers.
  private var stayDays: DaySpan? {
    guard let statement = institutional?.statement, let from = try? Day(statement.from, "") else {
      return nil
    }
    return DaySpan(checkedFrom: from, to: (try? Day(statement.to, "")) ?? from)
  }

  private var filingCode: X12FilingCode {
    (try? LineOfBusiness(remitted.lineOfBusiness, "")).map(X12FilingCode.init) ?? .hmo
  }

  /// What only an institution bills; a professional claim has none, whatever its message says.
  private var institutional: ClaimV1.InstitutionalDetail? {
    claim.kind == .institutional ? claim.institutional : nil
  }

  private var facilityCode: String {
    guard let bill = institutional?.typeOfBill, bill.utf8.count == 4,
      bill.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return claim.placeOfService
    }
    return String(bill.dropFirst().prefix(2))
  }

  private var frequency: String { claim.frequency.isEmpty ? "1" : claim.frequency }

  private var parties: X12RemittanceParties {
    let patient = claim.patient ?? ClaimV1.Patient()
    let rendering = claim.renderingNPI
    let isOther = !rendering.isEmpty && rendering != claim.billingProvider?.npi
    return X12RemittanceParties(
      patient: X12OutgoingName(
        person: X12Text.writable(patient.familyName, most: 60),
        firstName: X12Text.writable(patient.givenName, most: 35), identifierQualifier: "MI",
        identifier: X12Text.writable(patient.memberID, most: 80)),
      rendering: isOther
        ? X12OutgoingName(person: "", identifierQualifier: "XX", identifier: rendering) : nil)
  }

  private var lines: [X12RemittanceLine] {
    get throws(MessageError) {
      let billed = Dictionary(
        claim.lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
      var lines: [X12RemittanceLine] = []
      guard !isWhole else { return lines }
      for decided in decision.lines {
        guard let line = billed[decided.lineNumber] else {
          throw MessageError("line_number", "is no line of the claim")
        }
        lines.append(try self.line(decided, line))
      }
      return lines
    }
  }

  private func line(
    _ decided: PaymentV1.LineDecision, _ billed: ClaimV1.ClaimLine
  ) throws(MessageError) -> X12RemittanceLine {
    let from = try Day(billed.from, "from")
    let to = try billed.to.map { day throws(MessageError) in try Day(day, "to") } ?? from
    let billedUnits = try Quantity(billed.quantity, "quantity")
    let paidUnits = try Quantity(decided.paidQuantity, "paid_quantity")
    var adjustments: [Adjustment] = []
    for adjustment in decided.adjustments { adjustments.append(try Adjustment(adjustment)) }
    let allowed = try Money(decided.allowed, "allowed")
    return X12RemittanceLine(
      procedure: procedure(billed), charge: try Money(decided.charge, "charge"),
      paid: try Money(decided.paid, "paid"),
      revenueCode: billed.procedure.isEmpty || institutional == nil ? "" : billed.revenueCode,
      paidUnits: paidUnits == Quantity(units: 1) ? nil : paidUnits,
      billedUnits: billedUnits == paidUnits ? nil : billedUnits,
      service: DaySpan(from: from, to: max(from, to)), adjustments: adjustments,
      controlNumber: controlNumber(billed), allowed: isReversal || decided.isDenied ? nil : allowed,
      remarks: decided.remarks)
  }

  private func procedure(_ line: ClaimV1.ClaimLine) -> X12OutgoingProcedure {
    line.procedure.isEmpty
      ? X12OutgoingProcedure(revenue: line.revenueCode)
      : X12OutgoingProcedure(line.procedure, modifiers: line.modifiers)
  }

  /// The submitter's number of the line, else the line's own.
  private func controlNumber(_ line: ClaimV1.ClaimLine) -> String {
    let number = X12Text.writable(line.lineControlNumber, most: 50)
    return number.isEmpty ? String(line.lineNumber) : number
  }
}

extension X12RemittanceLine {
  /// The charge less that of units beyond what was authorized: adjustments that name their units.
  fileprivate var coveredCharge: Money {
    adjustments.filter { $0.quantity != nil }.reduce(charge) { $0 - $1.amount }
  }
}

extension [DaySpan] {
  /// From the first day of all to the last; nothing without spans.
  fileprivate var enclosing: DaySpan? {
    guard let from = map(\.from).min(), let to = map(\.to).max() else { return nil }
    return DaySpan(from: from, to: to)
  }
}
