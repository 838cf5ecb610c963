/// Which bytes a segment may hold: the basic and extended sets, and UTF-8 beyond ASCII.
enum X12CharacterSet {
  /// What is wrong with a segment's bytes, and where.
  struct Violation: Hashable {
    let code: X12Error.Code
    let index: Int
  }

  /// The first violation in the bytes of one segment, delimiters included.
  static func firstViolation(
    in bytes: UnsafeBufferPointer<UInt8>, delimiters: X12Delimiters
  ) -> Violation? {
    var isASCII = true
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20 || byte == 0x7F, !delimiters.cuts(byte) {
        return Violation(code: .characterOutsideSet, index: index)
      }
      index += 1
    }
    return isASCII ? nil : firstViolationOfUTF8(in: bytes)
  }

  private static func firstViolationOfUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Violation? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var index = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        if (0x80...0x9F).contains(Unicode.UTF8.decode(encoded).value) {
          return Violation(code: .characterOutsideSet, index: index)
        }
        index += encoded.count
      case .error:
        return Violation(code: .textNotUTF8, index: index)
      case .emptyInput:
        return nil
      }
    }
  }
}
