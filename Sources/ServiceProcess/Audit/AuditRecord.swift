package import Domain
import Storage

/// One record of the audit trail: calls of one caller, method and outcome within one second.
///
/// Its digest covers every other field and the digest before it, so that no record can be changed,
/// left out, added or moved without the records behind it showing it.
package struct AuditRecord: Hashable, Sendable {
  /// Its place, from 1 without gaps.
  package let position: Int64
  /// The first of the calls.
  package let at: Instant
  /// What was called, by whom, and what came of it.
  package let call: AuditedCall
  /// How many calls.
  package let calls: Int64
  /// The digest of the record before; zeros in the first.
  package let previousDigest: [UInt8]
  /// The digest of this record.
  package let digest: [UInt8]

  /// What stands before the first record.
  package static let noDigest = [UInt8](repeating: 0, count: AnswerLog.digestBytes)

  /// A record as it was stored, whether or not its digest is right.
  init(
    position: Int64, at: Instant, call: AuditedCall, calls: Int64, previousDigest: [UInt8],
    digest: [UInt8]
  ) {
    self.position = position
    self.at = at
    self.call = call
    self.calls = calls
    self.previousDigest = previousDigest
    self.digest = digest
  }

  /// The record that follows `head`.
  init(_ entry: AuditEntry, after head: AuditHead) throws(StorageError) {
    let (position, isFull) = head.position.addingReportingOverflow(1)
    guard !isFull else { throw StorageError(.full, "the audit trail has no further positions") }
    self.init(
      position: position, at: entry.at, call: entry.call, calls: entry.calls,
      previousDigest: head.digest,
      digest: try AuditRecord.digest(
        position, entry.at, entry.call, entry.calls, previous: head.digest))
  }

  /// Whether the digest is that of the other fields.
  func isWhole() throws(StorageError) -> Bool {
    digest == (try AuditRecord.digest(position, at, call, calls, previous: previousDigest))
  }

  /// The digest of fields that are written one behind the other, numbers as eight bytes with the
  /// highest first, texts and bytes behind their length, so that no two records are written alike.
  private static func digest(
    _ position: Int64, _ at: Instant, _ call: AuditedCall, _ calls: Int64, previous: [UInt8]
  ) throws(StorageError) -> [UInt8] {
    var bytes = Array("hmo-audit-1".utf8)
    append(position, to: &bytes)
    append(at.microseconds, to: &bytes)
    append(Array(call.identity.utf8), to: &bytes)
    append(Array(call.serialNumber.utf8), to: &bytes)
    append(Array(call.path.utf8), to: &bytes)
    append(Int64(call.status), to: &bytes)
    append(Array(call.reason.utf8), to: &bytes)
    append(calls, to: &bytes)
    append(previous, to: &bytes)
    return try RequestDigest.sha256(bytes)
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
    append(Int64(part.count), to: &bytes)
    bytes.append(contentsOf: part)
  }
}
