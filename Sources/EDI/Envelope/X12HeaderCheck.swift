import Domain

/// Whether the elements of ISA, GS and ST have values that the standard admits.
///
/// What is found fits an acknowledgement: a fault of ISA has a TA1 note by its element, one of GS or
/// ST a 999 code.
enum X12HeaderCheck {
  /// The faults of an ISA segment; its version is looked at elsewhere.
  static func faults(ofInterchange segment: X12Segment) -> [X12Fault] {
    let admitted: [(element: Int, isRight: (String) -> Bool)] = [
      (1, { ["00", "03"].contains($0) }), (3, { ["00", "01"].contains($0) }),
      (5, qualifiers.contains), (6, isFilled), (7, qualifiers.contains), (8, isFilled),
      (9, isShortDay), (10, isTime), (13, isInterchangeNumber), (14, { ["0", "1"].contains($0) }),
      (15, { ["P", "T"].contains($0) }),
    ]
    return faults(of: segment, admitted)
  }

  /// The faults of a GS segment.
  static func faults(ofGroup segment: X12Segment) -> [X12Fault] {
    let admitted: [(element: Int, isRight: (String) -> Bool)] = [
      (1, { $0.utf8.count == 2 }), (2, isFilled), (3, isFilled), (4, { Day(compact: $0) != nil }),
      (5, isTime), (6, isControlNumber), (7, { $0 == "X" }), (8, isFilled),
    ]
    return faults(of: segment, admitted)
  }

  /// The faults of an ST segment.
  static func faults(ofSet segment: X12Segment) -> [X12Fault] {
    guard !(4...9).contains(segment.element(2).utf8.count) else { return [] }
    let place = X12Position(segment, in: .setHeader, element: 2)
    return [X12Fault(.controlNumberUnusable, at: place)]
  }

  private static func faults(
    of segment: X12Segment, _ admitted: [(element: Int, isRight: (String) -> Bool)]
  ) -> [X12Fault] {
    admitted.compactMap { element, isRight in
      guard !isRight(segment.element(element)) else { return nil }
      return X12Fault(
        .headerElementInvalid, at: X12Position(segment, in: .envelope, element: element))
    }
  }

  private static let qualifiers: Set<String> = [
    "01", "14", "20", "27", "28", "29", "30", "33", "ZZ",
  ]

  private static func isFilled(_ text: String) -> Bool {
    text.utf8.contains { $0 != UInt8(ascii: " ") }
  }

  private static func isShortDay(_ text: String) -> Bool {
    text.utf8.count == 6 && Day(compact: "20" + text) != nil
  }

  private static func isTime(_ text: String) -> Bool {
    [4, 6, 7, 8].contains(text.utf8.count) && isNumber(text)
      && text.prefix(2) < "24" && text.dropFirst(2).prefix(2) < "60"
  }

  private static func isInterchangeNumber(_ text: String) -> Bool {
    text.utf8.count == 9 && isControlNumber(text)
  }

  private static func isControlNumber(_ text: String) -> Bool {
    (1...9).contains(text.utf8.count) && isNumber(text) && text.contains { $0 != "0" }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
