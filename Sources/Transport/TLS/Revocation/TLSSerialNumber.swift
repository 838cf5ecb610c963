/// The serial number of a certificate in one spelling: upper-case hexadecimal, two digits a byte, as
/// `openssl x509 -serial` prints it.
public struct TLSSerialNumber: Sendable, Hashable, CustomStringConvertible {
  /// The most digits a serial number has: 20 bytes.
  public static let digitsMax = 40

  /// The digits.
  public let description: String

  /// Reads a serial number in the spellings that OpenSSL prints: either case, with colons between
  /// bytes, with or without `serial=` before it; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let prefix = "serial="
    let rest = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text.dropFirst(0)
    guard let digits = Self.digits(of: rest.utf8) else { return nil }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    guard !digits.isEmpty, significant.count <= Self.digitsMax else { return nil }
    let padding = significant.isEmpty ? 2 : significant.count % 2
    self.description =
      String(repeating: "0", count: padding) + String(decoding: significant, as: UTF8.self)
  }

  /// The digits in upper case without colons, of which there is at most one in a row and none at an
  /// end.
  private static func digits(of text: some Sequence<UInt8>) -> [UInt8]? {
    var digits: [UInt8] = []
    var isColonAllowed = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        digits.append(byte)
        isColonAllowed = true
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        digits.append(byte - 0x20)
        isColonAllowed = true
      case UInt8(ascii: ":") where isColonAllowed:
        isColonAllowed = false
      default:
        return nil
      }
    }
    return isColonAllowed ? digits : nil
  }
}
