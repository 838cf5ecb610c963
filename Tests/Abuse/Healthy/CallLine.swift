import Foundation

/// One line of the healthy caller: when something began, how long it took, how it ended.
struct CallLine: Sendable {
  /// Nanoseconds on the clock of all processes.
  let start: Int64
  /// Nanoseconds.
  let took: Int64
  /// How it ended.
  let word: String

  /// Reads a line; nil when it is not whole.
  init?(text: Substring) {
    let words = text.split(separator: " ")
    guard words.count == 3, let start = Int64(words[0]), let took = Int64(words[1]), took >= 0
    else { return nil }
    self.start = start
    self.took = took
    word = String(words[2])
  }

  /// Writes it at once and whole; times in nanoseconds.
  static func write(_ start: Int64, _ took: Int64, _ word: String) {
    let line = Array("\(start) \(took) \(word)\n".utf8)
    _ = line.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
