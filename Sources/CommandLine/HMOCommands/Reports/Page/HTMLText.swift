/// Text in HTML and SVG.
enum HTMLText {
  /// `text` so that it is shown as it is: nothing in it can become an element or end an attribute.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in Terminal.safe(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A whole number with a comma behind each three digits.
  static func grouped(_ whole: some BinaryInteger) -> String {
    let digits = Array(String(whole))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// At most `count` characters of `text`, the last of them an ellipsis when some are left out.
  static func shortened(_ text: String, to count: Int) -> String {
    text.count <= count ? text : text.prefix(max(0, count - 1)) + "…"
  }
}
