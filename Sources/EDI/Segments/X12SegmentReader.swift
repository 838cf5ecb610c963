/// Cuts an X12 file into segments while its bytes arrive.
///
/// Push bytes, then pull with ``next()`` until it gives nothing, and push again; ``finish()`` says
/// that no more will come. Pulled to the end after each push, the reader keeps less than
/// ``segmentBytesMax`` bytes. It takes several interchanges in one file, each with its own
/// delimiters, tolerates white space between segments and a byte order mark at the beginning, and
/// gives the same segments however the bytes are cut into chunks. A file may end without a
/// terminator only behind IEA. After an error it gives the same error again.
package struct X12SegmentReader: Sendable {
  /// The longest segment read, in bytes without its terminator.
  package static let segmentBytesMax = 65_536

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let headerMark = Array("ISA".utf8)
  private static let lastMark = Array("IEA".utf8)

  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var offsetOfBuffer = 0
  private var ordinal = 0
  private var ordinalInSet = 0
  private var delimiters: X12Delimiters?
  private var isFinished = false
  private var failure: X12Error?

  /// Makes a reader at the beginning of a file.
  package init() {}

  /// How many segments were given so far.
  package var segmentCount: Int { ordinal }

  /// How many bytes of the file lie before the next one to be read.
  package var byteOffset: Int { offsetOfBuffer + start }

  /// How many bytes were pushed and not given in a segment yet.
  package var bytesRetained: Int { buffer.count - start }

  /// How many bytes the buffer has room for.
  package var bufferBytes: Int { buffer.capacity }

  /// Adds the next bytes of the file.
  package mutating func push(_ bytes: some Collection<UInt8>) {
    guard failure == nil, !isFinished else { return }
    if start == buffer.count || start >= X12SegmentReader.segmentBytesMax {
      buffer.removeFirst(start)
      offsetOfBuffer += start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// Says that the file has ended.
  package mutating func finish() {
    isFinished = true
  }

  /// The next segment, or nothing when more bytes are needed or the file has ended.
  package mutating func next() throws(X12Error) -> X12Segment? {
    if let failure { throw failure }
    do throws(X12Error) {
      return try readSegment()
    } catch {
      failure = error
      buffer = []
      start = 0
      throw error
    }
  }

  private mutating func readSegment() throws(X12Error) -> X12Segment? {
    guard skipToSegment() else {
      if isFinished, ordinal == 0 { throw error(.emptyFile) }
      return nil
    }
    switch beginsHeader() {
    case .undecided: return nil
    case .yes: return try readHeader()
    case .no: break
    }
    guard let delimiters else { throw error(.notX12) }
    guard let end = try endOfSegment(delimiters.terminator) else { return nil }
    return try take(upTo: end, delimiters)
  }

  /// Passes over white space and the byte order mark; whether a byte is there to be read.
  private mutating func skipToSegment() -> Bool {
    if byteOffset == 0, buffer.starts(with: X12SegmentReader.byteOrderMark) { start = 3 }
    while start < buffer.count, X12SegmentReader.isWhiteSpace(buffer[start]) {
      start += 1
      searched = 0
    }
    return start < buffer.count
  }

  private enum Answer { case yes, no, undecided }

  /// Whether an ISA segment begins here, where a byte is; undecided while too few are there to tell.
  private func beginsHeader() -> Answer {
    guard
      buffer[start] == X12SegmentReader.headerMark[0]
        || buffer[start] == X12SegmentReader.byteOrderMark[0]
    else { return .no }
    let isByteOrderMark = byteOffset == 0 && buffer[start] == X12SegmentReader.byteOrderMark[0]
    let expected = isByteOrderMark ? X12SegmentReader.byteOrderMark : X12SegmentReader.headerMark
    let present = buffer[start...].prefix(expected.count)
    guard expected.starts(with: present) else { return .no }
    if present.count == expected.count { return .yes }
    return isFinished ? .no : .undecided
  }

  private mutating func readHeader() throws(X12Error) -> X12Segment? {
    let length = X12Delimiters.headerLength
    guard buffer.count - start >= length else {
      if isFinished { throw error(.truncated, at: buffer.count) }
      return nil
    }
    let header = buffer[start..<start + length]
    if let wrong = X12HeaderLayout.firstViolation(in: header) {
      throw error(.headerMalformed, at: start + wrong)
    }
    guard let delimiters = X12Delimiters(header: header) else {
      throw error(.delimitersInvalid)
    }
    if let cut = header.dropLast().firstIndex(of: delimiters.terminator) {
      throw error(.headerMalformed, at: cut)
    }
    self.delimiters = delimiters
    return try take(upTo: start + length - 1, delimiters)
  }

  private mutating func endOfSegment(_ terminator: UInt8) throws(X12Error) -> Int? {
    let from = start + searched
    let found = buffer.withUnsafeBufferPointer { bytes in
      bytes[from...].firstIndex(of: terminator)
    }
    if let found, found - start <= X12SegmentReader.segmentBytesMax { return found }
    guard buffer.count - start <= X12SegmentReader.segmentBytesMax else {
      throw error(.segmentTooLong)
    }
    guard !isFinished else { return try endOfFile() }
    searched = buffer.count - start
    return nil
  }

  /// The end of a last IEA without terminator.
  private func endOfFile() throws(X12Error) -> Int {
    guard buffer[start...].starts(with: X12SegmentReader.lastMark) else {
      throw error(.truncated, at: buffer.count)
    }
    let end = buffer.lastIndex { !X12SegmentReader.isWhiteSpace($0) } ?? start
    return end + 1
  }

  private mutating func take(
    upTo end: Int, _ delimiters: X12Delimiters
  ) throws(X12Error) -> X12Segment {
    let range = start..<end
    let violation = buffer.withUnsafeBufferPointer { bytes in
      X12CharacterSet.firstViolation(
        in: UnsafeBufferPointer(rebasing: bytes[range]), delimiters: delimiters)
    }
    if let violation { throw error(violation.code, at: start + violation.index) }
    count(X12SegmentName(buffer[range].prefix { $0 != delimiters.element }))
    let segment = X12Segment(
      bytes: Array(buffer[range]), delimiters: delimiters, ordinal: ordinal,
      ordinalInSet: ordinalInSet, byteOffset: byteOffset,
      isTerminated: end < buffer.count && buffer[end] == delimiters.terminator)
    start = min(end + 1, buffer.count)
    searched = 0
    if segment.name == .setTrailer { ordinalInSet = 0 }
    return segment
  }

  /// Counts a segment in the file and, between ST and SE, in its set.
  private mutating func count(_ name: X12SegmentName) {
    ordinal += 1
    if name == .setHeader {
      ordinalInSet = 1
    } else if X12SegmentName.outsideSets.contains(name) {
      ordinalInSet = 0
    } else if ordinalInSet > 0 {
      ordinalInSet += 1
    }
  }

  private func error(_ code: X12Error.Code, at index: Int? = nil) -> X12Error {
    X12Error(
      code, segmentOrdinal: ordinal + 1, byteOffset: offsetOfBuffer + (index ?? start))
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
