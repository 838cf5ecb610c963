/// A line on a person's terminal that shows how far a long file is.
struct ProgressBar {
  private let total: Int
  private let isShown: Bool
  private var shownPercent = -1

  init(total: Int) {
    self.total = max(1, total)
    isShown = Terminal.isInteractive && total > 1 << 20
  }

  /// Shows that `done` of the total is done, with a note behind it.
  mutating func show(_ done: Int, _ note: String) {
    let percent = min(100, done * 100 / total)
    guard isShown, percent != shownPercent else { return }
    shownPercent = percent
    let filled = String(repeating: "#", count: percent / 4)
    let empty = String(repeating: ".", count: 25 - percent / 4)
    Terminal.show("\r[\(filled)\(empty)] \(percent) % \(note)")
  }

  /// Ends the line.
  func finish() {
    if isShown, shownPercent >= 0 { Terminal.show("\n") }
  }
}
