extension X12FaultLog {
  /// Checks a trailer's count and control number; whether both are right.
  mutating func check(
    _ trailer: X12Segment, count: Int, controlNumber: String, in loop: X12Loop
  ) -> Bool {
    let countIsRight = Int(trailer.element(1)) == count
    let numberIsRight = trailer.element(2) == controlNumber
    if !countIsRight {
      note(.countDiffers, at: X12Position(trailer, in: loop, element: 1))
    }
    if !numberIsRight {
      note(.controlNumberDiffers, at: X12Position(trailer, in: loop, element: 2))
    }
    return countIsRight && numberIsRight
  }

  /// Checks the trailer of a group or interchange, or notes that there is none.
  mutating func checkTrailer(
    _ trailer: X12Segment?, opened: X12Position, count: Int, controlNumber: String
  ) {
    guard let trailer else { return note(.trailerMissing, at: opened) }
    _ = check(trailer, count: count, controlNumber: controlNumber, in: .envelope)
  }
}
