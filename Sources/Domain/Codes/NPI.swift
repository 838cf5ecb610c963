/// A National Provider Identifier: ten digits, the first 1 or 2, the last a check digit.
package struct NPI: Hashable, Sendable {
  /// The ten digits.
  package let digits: String

  /// Checks `text` and keeps it, or gives nothing when it is no NPI (rule `INTAKE-NPI`).
  ///
  /// The check digit makes the Luhn sum of the prefix 80840 and the ten digits a multiple of ten;
  /// the prefix itself always adds 24.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
      bytes[0] == UInt8(ascii: "1") || bytes[0] == UInt8(ascii: "2"),
      (NPI.luhnSum(bytes) + 24) % 10 == 0
    else { return nil }
    self.digits = String(text)
  }

  /// The NPI whose first nine digits are `stem`, with its check digit, or nothing for a stem that
  /// is not nine digits beginning with 1 or 2.
  package init?(stem: some StringProtocol) {
    guard let npi = (0...9).lazy.compactMap({ NPI("\(stem)\($0)") }).first else { return nil }
    self = npi
  }

  private static func luhnSum(_ bytes: [UInt8]) -> Int {
    var sum = 0
    for (index, byte) in bytes.enumerated() {
      let digit = Int(byte - 0x30)
      if index.isMultiple(of: 2) {
        sum += digit * 2 > 9 ? digit * 2 - 9 : digit * 2
      } else {
        sum += digit
      }
    }
    return sum
  }
}

extension NPI: CustomStringConvertible {
  package var description: String { digits }
}
