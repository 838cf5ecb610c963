import ClaimRules
import Domain
import Messages
import Protobuf
import ServiceProcess
import Storage

extension ClaimStore {
  /// Every broken invariant of the store; none means that it is sound.
  ///
  /// - `GW-RECORD`: a stored record cannot be read.
  /// - `GW-TOTAL`: a claim's charge is not the sum of its lines, or a decision's sums are not those
  ///   of its lines.
  /// - `GW-LINE`: a line's charge less its adjustments is not its payment, or the lines of a decision
  ///   are not those of the claim.
  /// - `GW-FACTS`: a decision has no facts for its attempt, or they have another number of steps than the
  ///   decision left with them.
  /// - `GW-STATE`: a claim is decided and waits for a person, or its row says otherwise than its
  ///   decision whether it is suspended.
  /// - `GW-VOID`: a reversal does not take back what was decided.
  /// - `GW-REPLACED`: a claim does not fit the one whose place it took.
  func violations() async throws -> [TypeV1.Violation] {
    var found = try await store.violations().map { violation in
      ClaimStore.violation(violation.rule, "store", violation.message)
    }
    var position: Int64 = 0
    while true {
      let (page, last) = try await violations(after: position)
      found += page
      guard let last else {
        return found + (try await voidViolations()) + (try await replacedViolations())
          + (try await AuditVerification.violations(of: store))
      }
      position = last
    }
  }

  private func violations(
    after position: Int64
  ) async throws -> (found: [TypeV1.Violation], last: Int64?) {
    try await store.read { reader in
      var found: [TypeV1.Violation] = []
      var last: Int64?
      try reader.forEach(
        """
        SELECT a.claim_number, a.charge, a.record, d.record, d.paid, d.patient_share, f.record, \
        d.is_suspended \
        FROM claim_accepted a LEFT JOIN claim_decided d ON d.claim_number = a.claim_number \
        LEFT JOIN claim_facts f ON f.claim_number = d.claim_number AND f.attempt = d.attempt \
        WHERE a.claim_number > $1 ORDER BY a.claim_number LIMIT 500
        """, position
      ) { row in
        let number = ClaimNumber(try row.value(0, as: Int64.self))
        last = number.value
        let decided: [UInt8]? = try row.value(3)
        let accepted: [UInt8] = try row.value(2)
        var check = ClaimCheck(number: number)
        check.accepted(accepted, charge: try row.value(1))
        if let decided {
          check.decided(
            decided, paid: try row.value(4), share: try row.value(5),
            facts: try row.value(6))
          check.suspended(decided, try row.value(7, as: Bool?.self) ?? false)
          if try ClaimStore.pended(number, reader) != nil {
            check.report("GW-STATE", "the claim is decided and waits for a person")
          }
        }
        found += check.found
      }
      return (found, last)
    }
  }

  /// Reversals whose sums are not those of their claims with the opposite sign.
  private func voidViolations() async throws -> [TypeV1.Violation] {
    try await store.read { reader in
      var found: [TypeV1.Violation] = []
      try reader.forEach(
        """
        SELECT v.claim_number, v.record, d.paid, d.patient_share FROM claim_voided v \
        JOIN claim_decided d ON d.claim_number = v.claim_number
        """
      ) { row in
        let number = ClaimNumber(try row.value(0, as: Int64.self))
        let record = try? decode(try row.value(1)) as ClaimV1.DecidedRecord
        let (paid, share): (Money, Money) = (try row.value(2), try row.value(3))
        let reversal = record?.decision
        let isOpposite =
          reversal != nil && (reversal?.paid?.cents ?? 0) == -paid.cents
          && (reversal?.patientShare?.cents ?? 0) == -share.cents
        if !isOpposite {
          found.append(
            ClaimStore.violation(
              "GW-VOID", number.text, "the reversal does not take back what was decided"))
        }
      }
      return found
    }
  }

  static func violation(
    _ invariant: String, _ record: String, _ finding: String
  ) -> TypeV1.Violation {
    .with {
      $0.invariant = invariant
      $0.record = record
      $0.finding = finding
    }
  }
}

/// Checks the rows of one claim against each other.
private struct ClaimCheck {
  let number: ClaimNumber
  private(set) var found: [TypeV1.Violation] = []
  /// The charge of each line, in cents by its number; absent while the claim cannot be read.
  private var charges: [Int32: Int64]?
  /// Whether the claim is one that is decided as a whole.
  private var isStay = false

  init(number: ClaimNumber) {
    self.number = number
  }

  mutating func report(_ invariant: String, _ finding: String) {
    found.append(ClaimStore.violation(invariant, number.text, finding))
  }

  mutating func accepted(_ bytes: [UInt8], charge: Money) {
    guard let record = try? decode(bytes) as ClaimV1.AcceptedRecord, let claim = record.claim
    else {
      report("GW-RECORD", "the accepted claim cannot be read")
      return
    }
    let sum = claim.lines.reduce(Money.zero) { $0 + Money(cents: $1.charge?.cents ?? 0) }
    if sum != charge || claim.charge?.cents != charge.cents {
      report("GW-TOTAL", "the charge is \(charge), the lines add up to \(sum)")
    }
    charges = Dictionary(
      claim.lines.map { ($0.lineNumber, $0.charge?.cents ?? 0) }, uniquingKeysWith: &+)
    isStay = claim.read().claim.isStay
  }

  /// Each line of the claim is decided once, with the charge that was submitted.
  private mutating func compareLines(_ lines: [PaymentV1.LineDecision]) {
    guard let charges else { return }
    guard !isStay || lines.map(\.lineNumber) != [Int32(Stay.lineNumber)] else {
      return compareWhole(lines[0], charges)
    }
    let decided = Dictionary(
      lines.map { ($0.lineNumber, $0.charge?.cents ?? 0) }, uniquingKeysWith: &+)
    guard decided != charges || lines.count != charges.count else { return }
    report("GW-LINE", "the lines of the decision are not those of the claim")
  }

  /// A claim that is decided as a whole has the charge of all its lines.
  private mutating func compareWhole(
    _ whole: PaymentV1.LineDecision, _ charges: [Int32: Int64]
  ) {
    let sum = charges.values.reduce(Money.zero) { $0 + Money(cents: $1) }
    guard whole.charge?.cents != sum.cents else { return }
    report("GW-LINE", "the charge of the whole is not that of the lines")
  }

  /// What the row says is what a line of the decision says.
  mutating func suspended(_ bytes: [UInt8], _ isSuspended: Bool) {
    guard let record = try? decode(bytes) as ClaimV1.DecidedRecord, let decision = record.decision,
      decision.lines.contains(where: \.isSuspended) != isSuspended
    else { return }
    report("GW-STATE", "its row and its decision do not agree whether the claim is suspended")
  }

  /// The facts have the steps that stand with them and not in the decision.
  private mutating func compareFacts(_ bytes: [UInt8]?, _ record: ClaimV1.DecidedRecord) {
    guard let bytes else {
      return report("GW-FACTS", "the decision has no facts for its attempt")
    }
    guard let facts = try? decode(bytes) as ClaimV1.FactsRecord else {
      return report("GW-RECORD", "the facts cannot be read")
    }
    let steps = facts.stepCountToFacts
    guard record.factsTraceSteps > 0, steps != record.factsTraceSteps else { return }
    report(
      "GW-FACTS", "\(record.factsTraceSteps) steps are left with the facts, they have \(steps)")
  }

  mutating func decided(_ bytes: [UInt8], paid: Money, share: Money, facts: [UInt8]?) {
    guard let record = try? decode(bytes) as ClaimV1.DecidedRecord, let decision = record.decision
    else {
      report("GW-RECORD", "the decision cannot be read")
      return
    }
    compareFacts(facts, record)
    compareLines(decision.lines)
    var paidSum = Money.zero
    var shareSum = Money.zero
    for line in decision.lines {
      let linePaid = Money(cents: line.paid?.cents ?? 0)
      let rest = line.adjustments.reduce(Money(cents: line.charge?.cents ?? 0)) {
        $0 - Money(cents: $1.amount?.cents ?? 0)
      }
      if rest != linePaid {
        report("GW-LINE", "line \(line.lineNumber): charge less adjustments is \(rest)")
      }
      paidSum += linePaid
      shareSum += line.adjustments.filter { $0.group == "PR" }.reduce(.zero) {
        $0 + Money(cents: $1.amount?.cents ?? 0)
      }
    }
    if paidSum != paid || decision.paid?.cents != paid.cents {
      report("GW-TOTAL", "paid is \(paid), the lines add up to \(paidSum)")
    }
    if shareSum != share || decision.patientShare?.cents != share.cents {
      report("GW-TOTAL", "the patient's share is \(share), the lines add up to \(shareSum)")
    }
  }
}
