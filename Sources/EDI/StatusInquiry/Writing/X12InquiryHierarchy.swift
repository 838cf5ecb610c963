/// The levels that are open while inquiries are written one behind the other.
struct X12InquiryHierarchy {
  private static let codes = ["20", "21", "19", "22", "23"]

  private var count = 0
  private var levels = X12InquiryLevels()
  private var numbers = Array(repeating: 0, count: codes.count)

  /// The segments of the levels that an inquiry needs and that are not open yet. `rest` is the
  /// inquiry and those behind it.
  mutating func open(
    above inquiry: X12StatusInquiry, rest: ArraySlice<X12StatusInquiry>
  ) -> [X12OutgoingSegment] {
    let wanted = inquiry.levels
    var segments: [X12OutgoingSegment] = []
    var isNew = levels.dependent != nil && wanted.dependent == nil
    for depth in 0..<X12InquiryLevels.depthMax {
      let mustReopen = isNew && depth >= 3
      guard let level = wanted[depth] else { continue }
      guard mustReopen || levels[depth] != level else { continue }
      isNew = true
      close(from: depth)
      let hasDependents = rest.prefix { $0.levels.subscriber == wanted.subscriber }
        .contains { $0.levels.dependent != nil }
      segments += open(level, depth, hasChildren: depth < 3 || (depth == 3 && hasDependents))
    }
    return segments
  }

  private mutating func open(
    _ level: X12InquiryLevel, _ depth: Int, hasChildren: Bool
  ) -> [X12OutgoingSegment] {
    count += 1
    numbers[depth] = count
    levels[depth] = level
    let parent = depth == 0 ? nil : numbers[depth - 1]
    let opening = X12OutgoingSegment.level(
      count, under: parent, X12InquiryHierarchy.codes[depth], hasChildren: hasChildren)
    return [opening] + level.outgoing
  }

  private mutating func close(from depth: Int) {
    for index in depth..<X12InquiryLevels.depthMax { levels[index] = nil }
  }
}
