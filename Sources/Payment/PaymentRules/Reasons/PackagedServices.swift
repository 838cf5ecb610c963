import Domain

/// Which lines are included in another that is covered (rule `BUNDLE-1`).
struct PackagedServices {
  /// The lines that no reason denies, whatever includes them.
  private let standing: Set<Int>
  /// Those among them that another of them includes.
  private let included: Set<Int>

  /// Looks at the reasons of all lines, those of authorization's answer too.
  ///
  /// - Parameter ended: Lines that a limit denies.
  init(_ input: AdjudicationInput, _ facts: FactsByLine, without ended: Set<Int> = []) {
    guard input.lines.contains(where: { !$0.packagedInto.isEmpty }) else {
      (standing, included) = ([], [])
      return
    }
    let standing = Set(
      input.lines.map(\.lineNumber).filter { number in
        FoundReasons(before: input.reasons[number] ?? [], hold: facts.hold[number]).isEmpty
          && !ended.contains(number)
      })
    self.standing = standing
    included = Set(
      input.lines.filter { !standing.isDisjoint(with: $0.packagedInto) }.map(\.lineNumber))
  }

  /// The step that says in which line `billed` is included; nothing when it stands for itself.
  func step(for billed: BilledLine) -> TraceStep? {
    let into = billed.packagedInto.first { number in
      number != billed.lineNumber && standing.contains(number) && !included.contains(number)
    }
    return into.map { number in
      TraceStep(
        RuleNames.packaged, line: billed.lineNumber,
        facts: [TraceStep.Fact("included_in_line", number)],
        outcome: "included in a covered line")
    }
  }
}
