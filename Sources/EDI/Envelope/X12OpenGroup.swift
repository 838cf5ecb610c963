/// A functional group whose trailer has not come yet.
struct X12OpenGroup: Sendable {
  let header: X12GroupHeader
  var setCount = 0
  var log = X12FaultLog()
  private let position: X12Position

  init(_ segment: X12Segment) {
    header = X12GroupHeader(segment)
    position = X12Position(segment, in: .envelope)
  }

  /// Closes the group with its trailer, or without one.
  func verdict(_ trailer: X12Segment?) -> X12EnvelopeVerdict {
    var log = log
    log.checkTrailer(
      trailer, opened: position, count: setCount, controlNumber: header.controlNumber)
    return X12EnvelopeVerdict(
      controlNumber: header.controlNumber, count: setCount, faults: log.faults)
  }
}
