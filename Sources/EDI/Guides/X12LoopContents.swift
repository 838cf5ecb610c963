/// What the loop that is open holds so far: says when a segment comes too late and what is lacking.
struct X12LoopContents: Sendable {
  /// The loop.
  let loop: X12Loop
  private let position: X12Position
  private let members: [String]
  private var rank = 0
  private var missing: [String]

  /// Begins a loop with its first segment.
  init(_ segment: X12Segment, in loop: X12Loop) {
    self.loop = loop
    position = X12Position(segment, in: loop)
    let row = X12LoopTable.row(of: loop)
    members = row.members
    missing = row.required
    _ = take(segment)
  }

  /// Takes a segment of the loop; whether it stands behind none that the guide has behind it.
  mutating func take(_ segment: X12Segment) -> Bool {
    let id = segment.id
    if !missing.isEmpty { missing.removeAll { $0 == id } }
    guard let found = members.firstIndex(of: id) else { return true }
    defer { rank = max(rank, found) }
    return found >= rank
  }

  /// The places of the required segments that did not come.
  var omissions: [X12Position] {
    missing.map { position.ofAbsent($0, in: loop) }
  }
}
