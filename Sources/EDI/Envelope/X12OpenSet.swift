/// A transaction set whose trailer has not come yet.
struct X12OpenSet: Sendable {
  let header: X12SetHeader
  var segmentCount = 1
  var log = X12FaultLog()

  init(_ segment: X12Segment, interchange: X12InterchangeHeader, group: X12GroupHeader) {
    header = X12SetHeader(segment, interchange: interchange, group: group)
    for fault in X12HeaderCheck.faults(ofSet: segment) {
      log.note(fault.code, at: fault.position)
    }
    if header.guide != group.guide {
      log.note(.guideDiffers, at: X12Position(segment, in: .setHeader, element: 3))
    }
  }

  /// Closes the set with its trailer, or without one.
  func verdict(_ trailer: X12Segment?) -> X12SetVerdict {
    var log = log
    guard let trailer else {
      log.note(.trailerMissing, at: header.position)
      return X12SetVerdict(
        header: header, segmentCount: segmentCount, isTrailerRight: false, faults: log.faults)
    }
    let count = segmentCount + 1
    let isRight = log.check(
      trailer, count: count, controlNumber: header.controlNumber, in: .setTrailer)
    return X12SetVerdict(
      header: header, segmentCount: count, isTrailerRight: isRight, faults: log.faults)
  }
}
