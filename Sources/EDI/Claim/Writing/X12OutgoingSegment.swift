/// A segment on its way into a file: made from values, or as it was read.
enum X12OutgoingSegment {
  case made(String, [X12ElementValue])
  case read(X12Segment)

  var id: String {
    switch self {
    case .made(let id, _): id
    case .read(let segment): segment.id
    }
  }
}

extension X12OutgoingSegment {
  /// HL.
  static func level(
    _ number: Int, under parent: Int?, _ code: String, hasChildren: Bool
  ) -> X12OutgoingSegment {
    .made(
      "HL",
      [
        .text(String(number)), .text(parent.map { String($0) } ?? ""), .text(code),
        hasChildren ? "1" : "0",
      ])
  }
}

extension [X12OutgoingSegment] {
  /// The segments of one loop in the order of the guide; equals stay as they are.
  func ordered(for loop: X12Loop) -> [X12OutgoingSegment] {
    let members = X12LoopTable.row(of: loop).members
    let ranked = enumerated().map { index, segment in
      (rank: members.firstIndex(of: segment.id) ?? members.count, index: index, segment: segment)
    }
    return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.segment)
  }
}

extension [X12RawSegment] {
  /// The raw segments of one loop.
  func outgoing(of loop: X12Loop) -> [X12OutgoingSegment] {
    filter { $0.loop == loop }.map { .read($0.segment) }
  }
}
