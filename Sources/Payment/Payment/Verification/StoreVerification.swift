package import Messages
import Protobuf
import ServiceProcess
package import Storage

/// Checks what must hold in the store after every transaction.
///
/// Decisions are read in pages, so that no reader is kept from other work for long; what is written
/// meanwhile is either wholly seen or not at all, because each claim is checked within one page.
package struct StoreVerification: Sendable {
  /// The most violations that are reported.
  package static let violationsMax = 10_000

  private static let pageSize = 200
  private let store: Store

  /// Prepares the checks of a store.
  package init(store: Store) {
    self.store = store
  }

  /// Every violation, those of the database and of the audit trail first.
  package func violations() async throws -> [TypeV1.Violation] {
    var found = try await store.violations().map { violation in
      StoreVerification.violation(violation.rule, "store", violation.message)
    }
    found += try await AuditVerification.violations(of: store)
    found += try await reading("decisions") { try await decisions() }
    found += try await reading("answers") { try await answers() }
    for (name, check) in StoreVerification.checks where found.count < Self.violationsMax {
      found += try await reading(name) { try await store.read(check) }
    }
    return Array(found.prefix(StoreVerification.violationsMax))
  }

  /// The checks that look at all rows at once, by what they look at.
  private static let checks: [(String, @Sendable (Reader) throws -> [TypeV1.Violation])] = [
    ("running amounts", { try BalanceCheck.violations(in: $0) }),
    ("limits of benefits", { try BenefitLimitCheck.violations(in: $0) }),
    ("ledger", { try LedgerCheck.violations(in: $0) }),
    ("times of the ledger", { try LedgerTimeCheck.violations(in: $0) }),
    ("accounts", { try LedgerAccountCheck.violations(in: $0) }),
    ("rows of claims", { try OrphanCheck.violations(in: $0) }),
    ("versions", { try VersionCheck.violations(in: $0) }),
    ("attempts", { try AttemptCheck.violations(in: $0) }),
    (
      "rates of sequestration",
      { reader in
        _ = try SequestrationRows.table(in: reader)
        return []
      }
    ),
    ("opening balances", { try OpeningCheck.violations(in: $0) }),
    ("parties", { try PartyCheck.violations(in: $0) }),
    ("versions of remittances", { try RemittedVersionCheck.violations(in: $0) }),
    ("remittances", { try RemittanceCheck.violations(in: $0) }),
    ("balances forward", { try BalanceForwardCheck.violations(in: $0) }),
    ("interest", { try InterestCheck.violations(in: $0) }),
    ("money beside claims", { try AdjustmentCheck.violations(in: $0) }),
    ("settlements of contracts", { try SettlementCheck.violations(in: $0) }),
    ("capitation", { try CapitationCheck.violations(in: $0) }),
    ("letters", { try RecoupmentCheck.violations(in: $0) }),
  ]

  /// Gives what `check` finds; a cell that holds no valid value ends that check and is a finding too.
  private func reading(
    _ name: String, _ check: () async throws -> [TypeV1.Violation]
  ) async throws -> [TypeV1.Violation] {
    do {
      return try await check()
    } catch let error as StorageError where error.code == .corrupt {
      return [
        StoreVerification.violation("PAY-ROW", name, "a row cannot be read: \(error.message)")
      ]
    }
  }

  /// Makes a violation.
  static func violation(
    _ invariant: String, _ record: String, _ finding: String
  ) -> TypeV1.Violation {
    .with {
      $0.invariant = invariant
      $0.record = record
      $0.finding = finding
    }
  }

  private func decisions() async throws -> [TypeV1.Violation] {
    var found: [TypeV1.Violation] = []
    var last = (claimID: "", version: Int32(0))
    while found.count < StoreVerification.violationsMax {
      let after = last
      let page = try await store.read { reader in
        try DecisionRows.page(
          after: after.claimID, after.version, count: StoreVerification.pageSize, in: reader
        ).map { record in
          (key: record.key, violations: try DecisionCheck(record).violations(in: reader))
        }
      }
      guard let end = page.last?.key else { return found }
      last = (end.claimID, end.version)
      found += page.flatMap(\.violations)
    }
    return found
  }

  private func answers() async throws -> [TypeV1.Violation] {
    var found: [TypeV1.Violation] = []
    var last = ""
    while found.count < StoreVerification.violationsMax {
      let after = last
      let page = try await store.read { reader in
        try AnswerCheck.page(after: after, count: StoreVerification.pageSize, in: reader)
      }
      guard let end = page.lastKey else { return found }
      last = end
      found += page.violations
    }
    return found
  }
}
