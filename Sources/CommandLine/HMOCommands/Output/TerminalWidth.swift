import Foundation

/// How wide lines may be that a person reads.
enum TerminalWidth {
  /// The width when nothing says how wide the screen is.
  static let columnsDefault = 110
  /// The least and the most columns that are used.
  static let columns = 60...200

  /// The columns of standard output; the default when it is no terminal.
  static var current: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return columnsDefault
    }
    return min(max(Int(size.ws_col), columns.lowerBound), columns.upperBound)
  }

  /// Whether standard output takes bold text: a terminal that nobody asked to stay plain.
  static var takesBold: Bool {
    isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil
      && getenv("TERM").map { String(cString: $0) } != "dumb"
  }
}
