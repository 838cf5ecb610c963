import AuthorizationRules
import Domain
import DomainMessages
import RPC
import Storage

/// One referral of a load beside what the store has under its number.
struct ReferralPosting {
  private let issued: IssuedReferral
  private let stored: StoredReferral?

  /// Reads what the store has.
  init(_ issued: IssuedReferral, in reader: some StoreReading) throws {
    self.issued = issued
    self.stored = try ReferralRows.named(issued.record.number, in: reader)
  }

  /// Adds or replaces the record, and nothing when it says what is stored already.
  ///
  /// - Throws: FAILED_PRECONDITION when visits in use would lose their place.
  func post(
    index: Int, at time: Instant, to changes: ChangeLog, in transaction: Transaction
  ) throws {
    if let stored {
      var known = stored.record
      known.visits = []
      guard known != issued.record || stored.issuingNPI != issued.issuingNPI else { return }
      if let error = firstObstacle(to: stored.record) {
        throw RPCError(inUse: error.within("referrals[\(index)]"))
      }
    }
    try ReferralRows.put(issued.record, issuedBy: issued.issuingNPI, in: transaction)
    let versions = [stored?.record, issued.record].compactMap(\.self)
    try MemberChange(members: versions.map(\.memberID), spans: versions.map(\.days))
      .append(at: time, to: changes, in: transaction)
  }

  private func firstObstacle(to stored: ReferralOnFile) -> MessageError? {
    let new = issued.record
    if stored.visits.isEmpty { return nil }
    if stored.memberID != new.memberID {
      return MessageError("member_id", "differs while visits are used or reserved")
    }
    if new.visitsGranted < stored.visits.count {
      return MessageError("visits", "is less than are used and reserved")
    }
    guard stored.visits.allSatisfy({ new.days.contains($0.day) }) else {
      return MessageError("days", "leaves out a day on which a visit is used or reserved")
    }
    return nil
  }
}
