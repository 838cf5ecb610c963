extension X12InterchangeAcknowledgement {
  /// The answer to an interchange that was read to its end (rule `EDI-ANSWER-INTERCHANGE`).
  ///
  /// A fault of its trailer is an error and no refusal: the sets inside have their own counts, and
  /// are answered one by one.
  package init(to header: X12InterchangeHeader, _ verdict: X12EnvelopeVerdict) {
    let note = verdict.faults.lazy.compactMap { Self.notes[$0.code] }.first
    self.init(to: header, note == nil ? .accepted : .acceptedWithErrors, note ?? .none)
  }

  /// The answer to an interchange that could not be read to its end: nothing of it that had no
  /// verdict was taken.
  package init(to header: X12InterchangeHeader, _ error: X12Error) {
    self.init(to: header, .rejected, Self.rejections[error.code] ?? .contentInvalid)
  }

  private static let notes: [X12FaultCode: Note] = [
    .countDiffers: .groupCountDiffers, .controlNumberDiffers: .controlNumbersDiffer,
    .trailerMissing: .endedTooEarly, .interchangeVersionUnknown: .versionUnknown,
    .segmentOutsideSet: .contentInvalid, .headerElementInvalid: .contentInvalid,
  ]

  private static let rejections: [X12Error.Code: Note] = [
    .truncated: .endedTooEarly, .envelopeBroken: .structureInvalid,
  ]
}
