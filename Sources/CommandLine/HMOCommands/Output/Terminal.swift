import Foundation

/// What goes to the person's screen.
enum Terminal {
  /// Writes a line to standard output.
  static func print(_ text: String) {
    write(text + "\n", to: .standardOutput)
  }

  /// Writes text to standard output as it is.
  static func printExactly(_ text: String) {
    write(text, to: .standardOutput)
  }

  /// Writes one sentence to standard error.
  static func complain(_ text: String) {
    write("hmo: \(text)\n", to: .standardError)
  }

  /// Writes to standard error without a line break, for progress.
  static func show(_ text: String) {
    write(text, to: .standardError)
  }

  /// Whether standard error is a person's terminal.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// `text` with characters that are not seen shown, so that data cannot steer a terminal.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    return text.unicodeScalars.map {
      isUnsafe($0) ? "\\u{\(String($0.value, radix: 16))}" : "\($0)"
    }
    .joined()
  }

  /// Control and format characters, such as those that turn the direction of text, and separators of
  /// lines.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
