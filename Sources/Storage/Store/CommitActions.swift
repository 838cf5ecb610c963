/// What waits for a group to become durable; owned by the writer thread, which alone touches it.
final class CommitActions {
  private var actions: [@Sendable () -> Void] = []

  /// How many actions wait.
  var count: Int { actions.count }

  func append(_ action: @escaping @Sendable () -> Void) {
    actions.append(action)
  }

  /// Forgets the actions that came after the first `count`.
  func truncate(to count: Int) {
    actions.removeLast(max(0, actions.count - count))
  }

  /// Runs every action and forgets it.
  func run() {
    let waiting = actions
    actions.removeAll(keepingCapacity: true)
    for action in waiting { action() }
  }
}
