/// The steps of a claim since its last record, in order.
///
/// A step that is asked again at once, because its answer was no use, stays one step with more calls;
/// beyond ``stepsMax`` the oldest are forgotten, so that no trouble makes a record grow without end.
struct StepNotes: Hashable, Sendable {
  /// How many steps are kept.
  static let stepsMax = 64

  private(set) var all: [StepNote] = []

  /// Adds a step that was answered.
  mutating func add(_ step: String, _ call: CallNote) {
    if let last = all.last, last.step == step {
      all[all.count - 1] = StepNote(step: step, call: call.afterCalls(last.call.calls))
      return
    }
    if all.count == Self.stepsMax { all.removeFirst() }
    all.append(StepNote(step: step, call: call))
  }

  /// Forgets the first `count` steps: they are recorded.
  mutating func removeFirst(_ count: Int) {
    all.removeFirst(min(count, all.count))
  }
}
