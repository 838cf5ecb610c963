import Messages

/// How a submitted file ended, in words.
enum FileSummaryText {
  /// One sentence, and one more for what was received before.
  static func text(_ summary: ClaimV1.FileSummary) -> String {
    var text =
      "\(summary.segments) segments, \(summary.sets) sets: \(summary.accepted) claims accepted, "
      + "\(summary.repeatedClaims) received before, \(summary.refused) refused"
    if summary.inquiries > 0 { text += ", \(summary.inquiries) inquiries answered" }
    if !summary.isComplete { text += "; the file could not be read to its end" }
    guard summary.duplicateInterchanges > 0 else { return text }
    return text + "\n\(summary.duplicateInterchanges) of \(summary.interchanges) interchanges had "
      + "been received before; nothing of them was processed"
  }
}
