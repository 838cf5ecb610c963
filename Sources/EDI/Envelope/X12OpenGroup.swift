/// A functional group whose trailer has not come yet.
struct X12OpenGroup: Sendable {
  let header: X12GroupHeader
  let interchange: X12InterchangeHeader
  var setCount = 0
  var log = X12FaultLog()
  var setNumbers = X12ControlNumbers()
  private let position: X12Position

  init(_ segment: X12Segment, interchange: X12InterchangeHeader) {
    self.interchange = interchange
    header = X12GroupHeader(segment)
    position = X12Position(segment, in: .envelope)
    for fault in header.faults { log.note(fault.code, at: fault.position) }
  }

  /// Closes the group with its trailer, or without one.
  func verdict(_ trailer: X12Segment?) -> X12EnvelopeVerdict {
    var log = log
    log.checkTrailer(
      trailer, opened: position, count: setCount, controlNumber: header.controlNumber)
    return X12EnvelopeVerdict(
      interchange: interchange, group: header, count: setCount,
      statedCount: trailer.flatMap { Int($0.element(1)) }, faults: log.faults)
  }
}
