package import Messages
import Protobuf
package import Storage

/// Checks that nothing in an audit trail was changed, left out, added or moved.
///
/// Whoever can write the file of a store can also write a whole new trail: that shows only against
/// an end that was noted elsewhere, as each process does in its log.
package enum AuditVerification {
  /// The invariant that a broken trail breaks.
  package static let invariant = "AUDIT-CHAIN"
  /// How many breaks are reported at most.
  package static let violationsMax = 1_000

  private static let pageSize = 1_000

  /// Every break of the trail in `store`, read in pages so that no reader is kept for long.
  package static func violations(of store: Store) async throws -> [TypeV1.Violation] {
    var check = AuditCheck(start: try await head(of: store))
    var last = Int64.min
    while check.breaks.count < violationsMax {
      let after = last
      let page = try await store.read { reader in
        try AuditRows.page(after: after, count: pageSize, in: reader)
      }
      for record in page { try check.add(record) }
      guard let next = page.last?.position else { break }
      last = next
    }
    check.finish(end: try await head(of: store))
    return check.breaks.prefix(violationsMax).map(violation)
  }

  private static func head(of store: Store) async throws -> AuditHead {
    try await store.read { reader in try AuditRows.head(in: reader) }
  }

  private static func violation(_ found: AuditCheck.Break) -> TypeV1.Violation {
    .with {
      $0.invariant = invariant
      $0.record = "audit record \(found.position)"
      $0.finding = found.finding
    }
  }
}
