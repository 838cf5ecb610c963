import AuthorizationRules
import Domain
import DomainMessages
import RPC
import Storage

/// One authorization of a load beside what the store has under its number.
struct AuthorizationPosting {
  private let record: AuthorizationOnFile
  private let stored: StoredAuthorization?

  /// Reads what the store has.
  init(_ record: AuthorizationOnFile, in reader: some StoreReading) throws {
    self.record = record
    self.stored = try AuthorizationRows.named(record.number, in: reader)
  }

  /// Adds or replaces the record, and nothing when it says what is stored already.
  ///
  /// - Throws: FAILED_PRECONDITION when units in use would lose their place.
  func post(
    index: Int, at time: Instant, to changes: ChangeLog, in transaction: Transaction
  ) throws {
    guard let stored else {
      try AuthorizationRows.insert(record, in: transaction)
      return try append([record], at: time, to: changes, in: transaction)
    }
    guard stored.record.withoutUse != record else { return }
    if let error = try firstObstacle(to: stored, in: transaction) {
      throw RPCError(inUse: error.within("authorizations[\(index)]"))
    }
    try AuthorizationRows.replace(stored, by: record, in: transaction)
    try append([stored.record, record], at: time, to: changes, in: transaction)
  }

  private func firstObstacle(
    to stored: StoredAuthorization, in reader: some StoreReading
  ) throws -> MessageError? {
    let linesInUse = stored.record.lines.filter { $0.used + $0.reserved > .zero }
    if !linesInUse.isEmpty, stored.record.memberID != record.memberID {
      return MessageError("member_id", "differs while units are used or reserved")
    }
    for line in linesInUse {
      guard let new = record.lines.first(where: { $0.lineNumber == line.lineNumber }),
        new.procedure == line.procedure
      else { return MessageError("lines", "lacks a line whose units are used or reserved") }
      if new.approved < line.used + line.reserved {
        return MessageError("lines", "approves less than is used and reserved")
      }
      if try !AuthorizationRows.hasUse(
        ofLine: line.lineNumber, of: stored.id, within: new.days, in: reader)
      {
        return MessageError("lines", "leaves out a day on which units are used or reserved")
      }
    }
    return nil
  }

  /// Appends a change for each member whom one of `versions` concerns, over all days of them.
  private func append(
    _ versions: [AuthorizationOnFile], at time: Instant, to changes: ChangeLog,
    in transaction: Transaction
  ) throws {
    let spans = versions.flatMap(\.lines).map(\.days)
    try MemberChange(members: versions.map(\.memberID), spans: spans)
      .append(at: time, to: changes, in: transaction)
  }
}

extension AuthorizationOnFile {
  /// The record as it was loaded.
  fileprivate var withoutUse: AuthorizationOnFile {
    var record = self
    for index in record.lines.indices {
      record.lines[index].used = .zero
      record.lines[index].reserved = .zero
    }
    return record
  }
}
