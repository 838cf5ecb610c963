/// Records of TLS that came to a peer who speaks none.
enum TLSAlerts {
  private static let alert: UInt8 = 21

  /// How many of the bytes belong to anything but alerts.
  static func bytesBeside(_ bytes: [UInt8]) -> Int {
    var rest = bytes[...]
    while rest.count >= 5, rest.first == alert {
      let count = Int(rest[rest.startIndex + 3]) << 8 | Int(rest[rest.startIndex + 4])
      rest = rest.dropFirst(5 + count)
    }
    return rest.count
  }
}
