/// Puts the segments of one set into the loops of its guide.
///
/// A segment that the guide does not have where it stands is kept in the loop that is open, with a
/// fault: nothing is lost, and what is written from the tree is what was read.
struct X12TreeBuilder: Sendable {
  private let guide: X12TreeGuide
  private var open = [X12LoopNode(id: X12TreeGuide.root)]
  private var count = 0
  private(set) var log = X12FaultLog()

  init(_ guide: X12TreeGuide) {
    self.guide = guide
  }

  /// Takes the next segment of the set.
  mutating func read(_ segment: X12Segment) {
    count += 1
    guard count <= X12SetTree.segmentsMax else {
      if count == X12SetTree.segmentsMax + 1 {
        log.note(.tooManySegments, segment, in: .unrecognised)
      }
      return
    }
    for depth in stride(from: open.count - 1, through: 0, by: -1) {
      if let row = guide.loop(in: open[depth].id, openedBy: segment) {
        close(to: depth)
        open.append(X12LoopNode(id: row.id, content: [.segment(segment)]))
        return
      }
      if holds(segment, at: depth) {
        close(to: depth)
        open[depth].content.append(.segment(segment))
        return
      }
    }
    log.note(.segmentUnexpected, segment, in: .unrecognised)
    open[open.count - 1].content.append(.segment(segment))
  }

  /// The whole set.
  mutating func finish() -> X12LoopNode {
    close(to: 0)
    return open[0]
  }

  /// Whether the loop holds the segment: the innermost one as a member, an outer one as a trailer.
  private func holds(_ segment: X12Segment, at depth: Int) -> Bool {
    guard let row = guide.row(open[depth].id) else { return false }
    let isInnermost = depth == open.count - 1 && open[depth].loops.isEmpty
    return row.trailers.contains(segment.id) || (isInnermost && row.members.contains(segment.id))
  }

  /// Closes the loops that lie deeper than `depth`.
  private mutating func close(to depth: Int) {
    while open.count > depth + 1 {
      let closed = open.removeLast()
      open[open.count - 1].content.append(.loop(closed))
    }
  }
}
