/// Follows ISA, GS, ST, SE, GE and IEA through a file and checks counts and control numbers.
///
/// The levels open into one another: outside → interchange → group → set, and close in reverse. A
/// header that comes while its level is still open closes that level and everything inside it, with a
/// fault; a trailer closes what is still open below it, with a fault. Only a header or trailer whose
/// outer level is not open, and a file that ends in between, make reading on impossible.
package struct X12EnvelopeCheck: Sendable {
  private var interchange: X12OpenInterchange?
  private var group: X12OpenGroup?
  private var set: X12OpenSet?

  /// Makes a check at the beginning of a file.
  package init() {}

  /// What to do with a segment.
  package enum OnSegment: Hashable, Sendable {
    /// The segment belongs to the set that is open.
    case content
    /// The segment stands between sets or groups; a fault was recorded unless it may stand there.
    case passOver
    /// The segment opened or closed something.
    case events([X12EnvelopeEvent])
  }

  /// The next segment of the file.
  package mutating func read(_ segment: X12Segment) throws(X12Error) -> OnSegment {
    switch segment.id {
    case "ISA": return .events(beginInterchange(segment))
    case "GS": return .events(try beginGroup(segment))
    case "ST": return .events(try beginSet(segment))
    case "SE": return try endSet(segment)
    case "GE": return .events(try endGroup(segment))
    case "IEA": return .events(try endInterchange(segment))
    default: return try readOther(segment)
    }
  }

  /// The file has ended; an interchange that is still open was cut off.
  package func finish(segmentCount: Int, byteOffset: Int) throws(X12Error) {
    guard interchange == nil else {
      throw X12Error(.truncated, segmentOrdinal: segmentCount + 1, byteOffset: byteOffset)
    }
  }

  private mutating func beginInterchange(_ segment: X12Segment) -> [X12EnvelopeEvent] {
    let closed = closeInterchange(nil)
    let opened = X12OpenInterchange(segment)
    interchange = opened
    return closed + [.interchangeBegan(opened.header)]
  }

  private mutating func beginGroup(_ segment: X12Segment) throws(X12Error) -> [X12EnvelopeEvent] {
    guard let interchange else { throw broken(at: segment) }
    let closed = closeGroup(nil)
    var opened = X12OpenGroup(segment, interchange: interchange.header)
    if self.interchange?.groupNumbers.insert(opened.header.controlNumber) == false {
      opened.log.note(
        .controlNumberUnusable, at: X12Position(segment, in: .envelope, element: 6))
    }
    group = opened
    self.interchange?.groupCount += 1
    return closed + [.groupBegan(opened.header)]
  }

  private mutating func beginSet(_ segment: X12Segment) throws(X12Error) -> [X12EnvelopeEvent] {
    guard let interchange, let group else { throw broken(at: segment) }
    let closed = closeSet(nil)
    var opened = X12OpenSet(
      segment, interchange: interchange.header, group: group.header)
    if self.group?.setNumbers.insert(opened.header.controlNumber) == false {
      opened.log.note(
        .controlNumberUnusable, at: X12Position(segment, in: .setHeader, element: 2))
    }
    set = opened
    self.group?.setCount += 1
    return closed + [.setBegan(opened.header)]
  }

  private mutating func endSet(_ segment: X12Segment) throws(X12Error) -> OnSegment {
    guard set != nil else { return try readOther(segment) }
    return .events(closeSet(segment))
  }

  private mutating func endGroup(_ segment: X12Segment) throws(X12Error) -> [X12EnvelopeEvent] {
    guard group != nil else { throw broken(at: segment) }
    return closeGroup(segment)
  }

  private mutating func endInterchange(
    _ segment: X12Segment
  ) throws(X12Error) -> [X12EnvelopeEvent] {
    guard let interchange else { throw broken(at: segment) }
    guard segment.isTerminated || segment.element(2) == interchange.header.controlNumber else {
      throw X12Error(
        .truncated, segmentOrdinal: segment.ordinal, byteOffset: segment.byteOffset)
    }
    return closeInterchange(segment)
  }

  private mutating func readOther(_ segment: X12Segment) throws(X12Error) -> OnSegment {
    if set != nil {
      set?.segmentCount += 1
      return .content
    }
    if group != nil {
      group?.log.note(.segmentOutsideSet, segment, in: .envelope)
    } else if interchange != nil {
      let mayStandHere = segment.id == "TA1" || segment.id == "ISB" || segment.id == "ISE"
      if !mayStandHere { interchange?.log.note(.segmentOutsideSet, segment, in: .envelope) }
    } else {
      throw broken(at: segment)
    }
    return .passOver
  }

  private mutating func closeSet(_ trailer: X12Segment?) -> [X12EnvelopeEvent] {
    guard let open = set else { return [] }
    set = nil
    return [.setEnded(open.verdict(trailer))]
  }

  private mutating func closeGroup(_ trailer: X12Segment?) -> [X12EnvelopeEvent] {
    let inner = closeSet(nil)
    guard let open = group else { return inner }
    group = nil
    return inner + [.groupEnded(open.verdict(trailer))]
  }

  private mutating func closeInterchange(_ trailer: X12Segment?) -> [X12EnvelopeEvent] {
    let inner = closeGroup(nil)
    guard let open = interchange else { return inner }
    interchange = nil
    return inner + [.interchangeEnded(open.verdict(trailer))]
  }

  private func broken(at segment: X12Segment) -> X12Error {
    X12Error(
      .envelopeBroken, segmentOrdinal: segment.ordinal, byteOffset: segment.byteOffset)
  }
}
