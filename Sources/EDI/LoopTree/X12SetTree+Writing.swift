extension X12OutgoingEnvelope {
  /// A file with sets as they were read; all of them must be of one kind.
  ///
  /// What was read comes back the same when the file is read again, whatever the delimiters.
  package func file(of sets: [X12SetTree]) throws(X12OutgoingError) -> [UInt8] {
    guard let first = sets.first, let kind = X12SetKind(first.header) else {
      throw X12OutgoingError(.nothingToSend)
    }
    guard sets.allSatisfy({ X12SetKind($0.header) == kind }) else {
      throw X12OutgoingError(.valueNotWritable)
    }
    return try file(of: kind, sets.map { $0.root.allSegments.map(X12OutgoingSegment.read) })
  }
}

extension X12SetKind {
  /// The kind of a set that was read as a tree.
  init?(_ header: X12SetHeader) {
    switch header.transaction {
    case "835": self = .remittance
    case "999": self = .functionalAcknowledgement
    case "277": self = header.guide.contains("X214") ? .claimAcknowledgement : .statusResponse
    default: return nil
    }
  }
}
