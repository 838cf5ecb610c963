import Foundation

/// One line of the healthy caller: when something began, how long it took, how it ended.
enum CallLine {
  /// Writes it at once and whole; times in nanoseconds.
  static func write(_ start: Int64, _ took: Int64, _ word: String) {
    let line = Array("\(start) \(took) \(word)\n".utf8)
    _ = line.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
