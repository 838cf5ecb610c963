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
    try await checkDecisions(&found)
    try await checkAnswers(&found)
    let sums = try await store.read { reader in
      try BalanceCheck.violations(in: reader) + LedgerCheck.violations(in: reader)
        + OrphanCheck.violations(in: reader) + VersionCheck.violations(in: reader)
    }
    let runs = try await store.read { reader in
      try RemittedVersionCheck.violations(in: reader) + RemittanceCheck.violations(in: reader)
        + BalanceForwardCheck.violations(in: reader) + InterestCheck.violations(in: reader)
    }
    return Array((found + sums + runs).prefix(StoreVerification.violationsMax))
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

  private func checkDecisions(_ found: inout [TypeV1.Violation]) async throws {
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
      guard let end = page.last?.key else { return }
      last = (end.claimID, end.version)
      found += page.flatMap(\.violations)
    }
  }

  private func checkAnswers(_ found: inout [TypeV1.Violation]) async throws {
    var last = ""
    while found.count < StoreVerification.violationsMax {
      let after = last
      let page = try await store.read { reader in
        try AnswerCheck.page(after: after, count: StoreVerification.pageSize, in: reader)
      }
      guard let end = page.lastKey else { return }
      last = end
      found += page.violations
    }
  }
}
