/// One row of the table of segments that open a loop: which segment, with what, from which stage.
struct X12LoopTrigger: Sendable {
  /// The element that decides; 0 when the segment alone does.
  let element: Int
  /// What the element must be.
  let value: String
  /// The stages from which the segment opens the loop; empty when from any.
  let levels: [X12Level]
  /// The loop that it opens.
  let opens: X12Loop

  init(_ element: Int, _ value: String, from levels: [X12Level], opens: X12Loop) {
    self.element = element
    self.value = value
    self.levels = levels
    self.opens = opens
  }

  /// Whether the segment, which has the right identifier, opens the loop from `level`.
  func matches(_ segment: X12Segment, at level: X12Level) -> Bool {
    (levels.isEmpty || levels.contains(level))
      && (element == 0 || segment.element(element) == value)
  }
}
