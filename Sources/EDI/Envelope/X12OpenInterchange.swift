/// An interchange whose trailer has not come yet.
struct X12OpenInterchange: Sendable {
  let header: X12InterchangeHeader
  var groupCount = 0
  var log = X12FaultLog()
  var groupNumbers = X12ControlNumbers()
  private let position: X12Position

  init(_ segment: X12Segment) {
    header = X12InterchangeHeader(segment)
    position = X12Position(segment, in: .envelope)
    for fault in header.faults { log.note(fault.code, at: fault.position) }
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
      interchange: header, group: nil, count: groupCount,
      statedCount: trailer.flatMap { Int($0.element(1)) }, faults: log.faults)
  }
}
