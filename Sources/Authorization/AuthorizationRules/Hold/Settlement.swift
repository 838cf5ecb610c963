package import Domain

/// What the lines of a hold take when it ends (rule `HOLD-2`).
package struct Settlement: Hashable, Sendable {
  /// What one line takes.
  package struct Line: Hashable, Sendable {
    /// The line's number in the claim.
    package var lineNumber: Int
    /// The units taken, from none to all that are held.
    package var taken: Quantity
    /// Whether the visit is used.
    package var isVisitTaken: Bool

    /// Makes a line.
    package init(lineNumber: Int, taken: Quantity, isVisitTaken: Bool) {
      self.lineNumber = lineNumber
      self.taken = taken
      self.isVisitTaken = isVisitTaken
    }

    /// Whether it takes anything.
    package var isTaking: Bool { taken > .zero || isVisitTaken }
  }

  /// Why a settlement cannot be.
  package enum Flaw: Sendable, Hashable {
    /// A line is named twice.
    case lineRepeated
    /// A line takes more units than it holds, or less than none.
    case takenBeyondHeld
    /// A line takes a visit and holds none.
    case visitNotHeld
  }

  /// What each line takes; a line that is not named takes nothing.
  package var lines: [Line]

  /// Makes a settlement.
  package init(lines: [Line]) {
    self.lines = lines
  }

  /// The first thing that is wrong with it for a hold that reserves `held`, with the place of the
  /// line in ``lines``; nothing when it may be posted.
  package func firstFlaw(held: [HeldLine]) -> (place: Int, flaw: Flaw)? {
    var seen: Set<Int> = []
    for (place, line) in lines.enumerated() {
      guard seen.insert(line.lineNumber).inserted else { return (place, .lineRepeated) }
      let held = held.first { $0.lineNumber == line.lineNumber }
      if let flaw = Settlement.flaw(of: line, held) { return (place, flaw) }
    }
    return nil
  }

  /// What the line of that number takes.
  package func taking(ofLine lineNumber: Int) -> Line {
    lines.first { $0.lineNumber == lineNumber }
      ?? Line(lineNumber: lineNumber, taken: .zero, isVisitTaken: false)
  }

  private static func flaw(of line: Line, _ held: HeldLine?) -> Flaw? {
    if line.taken < .zero || line.taken > held?.units ?? .zero { return .takenBeyondHeld }
    return line.isVisitTaken && held?.isVisitHeld != true ? .visitNotHeld : nil
  }
}
