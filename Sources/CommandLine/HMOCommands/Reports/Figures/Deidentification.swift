/// Merges groups of a report that are so small that they could tell of a practice or a member (rule
/// `REPORT-3`).
///
/// A group stands alone when it is of at least ``practicesMin`` practices and ``membersMin`` members;
/// all others become one. When that one is still too small, the smallest group that stands joins it,
/// so that it cannot be found by taking the others from the total.
enum Deidentification {
  /// How many practices a group is of at least.
  static let practicesMin = 3
  /// How many members a group is of at least, as Medicare wants it of its own figures.
  static let membersMin: Int64 = 11

  /// What stands for the groups that were merged.
  static let mergedName = SequestrationGroupName(key: "~~", label: "Groups too small to show")

  /// The report without groups that are too small.
  ///
  /// - Throws: ``CommandFailure`` when all groups together are too small, and for practices, which
  ///   are never shown one by one.
  static func apply(to view: SequestrationView) throws -> SequestrationView {
    guard view.grouping != .provider else {
      throw CommandFailure("a report that is de-identified has no practices one by one")
    }
    guard view.rows.isEmpty || isLarge(view.total) else {
      throw CommandFailure(
        "all groups together are of fewer than \(practicesMin) practices or \(membersMin) members:"
          + " nothing can be told without telling who")
    }
    var standing = view.rows.filter { isLarge($0.figures) }
      .sorted { $0.figures.membersMin > $1.figures.membersMin }
    let small = view.rows.filter { !isLarge($0.figures) }
    guard !small.isEmpty else { return view }
    var merged = small.reduce(into: SequestrationFigures()) { $0.add($1.figures) }
    while !isLarge(merged), let smallest = standing.popLast() { merged.add(smallest.figures) }
    let row = SequestrationView.Row(name: mergedName, figures: merged)
    return SequestrationView(view.grouping, standing + [row])
  }

  private static func isLarge(_ figures: SequestrationFigures) -> Bool {
    figures.practices >= practicesMin && figures.membersMin >= membersMin
  }
}
