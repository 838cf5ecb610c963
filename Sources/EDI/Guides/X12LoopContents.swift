/// What the loop that is open holds so far: says when a segment comes too late and what is lacking.
struct X12LoopContents: Sendable {
  /// Where the loop began.
  private(set) var position: X12Position
  private var row: X12LoopTable.Row
  private var rank = 0
  private var missing: [String]

  /// Begins a loop with its first segment.
  init(_ segment: X12Segment, in loop: X12Loop) {
    position = X12Position(segment, in: loop)
    row = X12LoopTable.row(of: loop)
    missing = row.required
    _ = take(segment)
  }

  /// The loop.
  var loop: X12Loop { row.loop }

  /// Takes a segment of the loop; whether it stands behind none that the guide has behind it.
  mutating func take(_ segment: X12Segment) -> Bool {
    let id = segment.id
    if !missing.isEmpty { missing.removeAll { $0 == id } }
    guard let found = row.members.firstIndex(of: id) else { return true }
    defer { rank = max(rank, found) }
    return found >= rank
  }

  /// The places of the required segments that did not come.
  var omissions: [X12Position] {
    missing.map { position.ofAbsent($0, in: loop) }
  }
}
