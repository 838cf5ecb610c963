import EDI
package import Properties

/// What holds for all bytes that arrive at the front door.
///
/// They are read to their end or refused with a place that lies in them; how they were cut into
/// chunks makes no difference; and a set without a fault comes back the same when it is written.
package enum ClaimFileProperties {
  /// Throws what does not hold for `bytes`; a trap is a violation too.
  package static func check(_ bytes: [UInt8]) throws(BrokenProperty) {
    let whole = ClaimFileReading(bytes, chunk: max(1, bytes.count))
    let pieces = ClaimFileReading(bytes, chunk: 1 + bytes.count % 97)
    try BrokenProperty.require(whole == pieces, "chunks make no difference")
    try checkPlaces(whole, fileLength: bytes.count)
    for set in whole.faultlessSets {
      try checkRoundTrip(set)
    }
  }

  private static func checkPlaces(
    _ reading: ClaimFileReading, fileLength: Int
  ) throws(BrokenProperty) {
    if let error = reading.error {
      try BrokenProperty.require(
        (0...fileLength).contains(error.byteOffset), "an error has its place in the file")
      try BrokenProperty.require(error.segmentOrdinal >= 1, "an error names a segment")
    }
    for fault in reading.faults {
      try BrokenProperty.require(
        (0...fileLength).contains(fault.position.byteOffset), "a fault has its place in the file")
    }
  }

  private static func checkRoundTrip(_ set: ClaimFileReading.ReadSet) throws(BrokenProperty) {
    guard let written = try set.written() else { return }
    let again = ClaimFileReading(written, chunk: written.count)
    guard again.error == nil, again.sets.count == 1, let back = again.sets.first else {
      throw BrokenProperty("what was written can be read")
    }
    try BrokenProperty.require(back.verdict?.isTrailerRight == true, "a written trailer is right")
    try BrokenProperty.require(try back.written() == written, "it is written the same again")
    // A level without a claim is left out, and those behind it are numbered anew.
    guard back.verdict?.segmentCount == set.verdict?.segmentCount else { return }
    try BrokenProperty.require(back.claims == set.claims, "claims come back as they were")
    try BrokenProperty.require(
      back.inquiries == set.inquiries, "inquiries come back as they were")
  }
}
