/// A segment identifier packed into four bytes: a capital letter and one or two capitals or digits.
struct X12SegmentName: Hashable, Sendable {
  private let packed: UInt32

  /// ST.
  static let setHeader = X12SegmentName("ST".utf8)
  /// SE.
  static let setTrailer = X12SegmentName("SE".utf8)
  /// The segments that end a set which lacks its SE.
  static let outsideSets = ["ISA", "GS", "GE", "IEA"].map { X12SegmentName($0.utf8) }

  /// Packs an identifier; anything else becomes the empty name.
  init(_ bytes: some Sequence<UInt8>) {
    var packed: UInt32 = 0
    var count = 0
    for byte in bytes {
      count += 1
      guard count <= 3, X12SegmentName.isLetter(byte) || (count > 1 && X12SegmentName.isDigit(byte))
      else {
        self.packed = 0
        return
      }
      packed = packed << 8 | UInt32(byte)
    }
    self.packed = count >= 2 ? packed : 0
  }

  /// Whether it is an identifier.
  var isValid: Bool { packed != 0 }

  /// The identifier; empty when it is none.
  var text: String {
    let bytes = [16, 8, 0].map { UInt8(truncatingIfNeeded: packed >> $0) }
    return String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
