/// An interchange whose trailer has not come yet.
struct X12OpenInterchange: Sendable {
  let header: X12InterchangeHeader
  var groupCount = 0
  var log = X12FaultLog()
  private let position: X12Position

  init(_ segment: X12Segment) {
    header = X12InterchangeHeader(segment)
    position = X12Position(segment, in: .envelope)
    if header.version != "00501" {
      log.note(
        .interchangeVersionUnknown, at: X12Position(segment, in: .envelope, element: 12))
    }
  }

  /// Closes the interchange with its trailer, or without one.
  func verdict(_ trailer: X12Segment?) -> X12EnvelopeVerdict {
    var log = log
    log.checkTrailer(
      trailer, opened: position, count: groupCount, controlNumber: header.controlNumber)
    if let trailer, !trailer.isTerminated {
      log.note(.terminatorMissing, trailer, in: .envelope)
    }
    return X12EnvelopeVerdict(
      controlNumber: header.controlNumber, count: groupCount, faults: log.faults)
  }
}
