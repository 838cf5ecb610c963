import Storage

/// Follows a trail from its first record and says where it does not hold.
struct AuditCheck: Sendable {
  /// A place at which the trail does not hold.
  struct Break: Hashable, Sendable {
    let position: Int64
    let finding: String
  }

  private(set) var breaks: [Break] = []
  private let start: AuditHead
  private var last = AuditHead.empty

  /// Begins a check of a trail that was said to end with `start` before its records are read.
  init(start: AuditHead) {
    self.start = start
  }

  /// The next record by its position.
  mutating func add(_ record: AuditRecord) throws(StorageError) {
    if record.position != last.position &+ 1 {
      note(record.position, "It does not follow the record before it.")
    } else if record.previousDigest != last.digest {
      note(record.position, "It does not name the digest of the record before it.")
    }
    if try !record.isWhole() {
      note(record.position, "Its digest is not that of what it says.")
    }
    if record.position == start.position, record.digest != start.digest {
      note(record.position, "It is not the record with which the trail was said to end.")
    }
    last = AuditHead(position: record.position, digest: record.digest)
  }

  /// There are no further records, and now that they are read the trail is said to end with `end`.
  mutating func finish(end: AuditHead) {
    if last.position < start.position {
      note(start.position, "The trail ends before it.")
    } else if last.position > end.position {
      note(last.position, "It stands behind the end of the trail.")
    }
  }

  private mutating func note(_ position: Int64, _ finding: String) {
    breaks.append(Break(position: position, finding: finding))
  }
}
