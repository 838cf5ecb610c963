/// A loop of a set as it was read: its segments and the loops inside it, in the order of the file.
package struct X12LoopNode: Hashable, Sendable {
  /// The guide's number of the loop, such as `2100`; `header` for the set itself.
  package let id: String
  /// What the loop holds.
  package internal(set) var content: [Content] = []

  /// A part of a loop.
  package enum Content: Hashable, Sendable {
    /// A segment of the loop.
    case segment(X12Segment)
    /// A loop inside it.
    case loop(X12LoopNode)
  }

  /// The segments of the loop itself.
  package var segments: [X12Segment] {
    content.compactMap { if case .segment(let segment) = $0 { segment } else { nil } }
  }

  /// The loops inside it.
  package var loops: [X12LoopNode] {
    content.compactMap { if case .loop(let loop) = $0 { loop } else { nil } }
  }

  /// The loops inside it with this number.
  package func loops(_ id: String) -> [X12LoopNode] {
    loops.filter { $0.id == id }
  }

  /// The segments with this identifier.
  package func segments(_ id: String) -> [X12Segment] {
    segments.filter { $0.id == id }
  }

  /// The first segment with this identifier whose first element is `qualifier`.
  package func segment(_ id: String, _ qualifier: String) -> X12Segment? {
    segments.first { $0.id == id && $0.element(1) == qualifier }
  }

  /// All segments of the loop and of the loops inside it, in the order of the file.
  ///
  /// Loops lie in each other no deeper than the guide has it, so that the walk is short.
  package var allSegments: [X12Segment] {
    content.flatMap { part -> [X12Segment] in
      switch part {
      case .segment(let segment): [segment]
      case .loop(let loop): loop.allSegments
      }
    }
  }
}

extension X12LoopNode: PrintsRedacted {}
