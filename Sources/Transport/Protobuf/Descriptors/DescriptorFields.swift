/// The fields of one encoded descriptor message, kept in the order of the bytes.
struct DescriptorFields {
  private var numbers: [(number: UInt32, value: UInt64)] = []
  private var contents: [(number: UInt32, bytes: [UInt8])] = []

  init(_ bytes: [UInt8]) throws(ProtobufError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(ProtobufError) in try Self(buffer: buffer) }
    }
    self = try result.get()
  }

  private init(buffer: UnsafeRawBufferPointer) throws(ProtobufError) {
    var reader = WireReader(buffer)
    while let tag = try reader.nextTag() {
      switch tag.wireType {
      case .varint: numbers.append((tag.number, try reader.varint()))
      case .lengthDelimited: contents.append((tag.number, Array(try reader.lengthDelimited())))
      case .fixed32, .fixed64: try reader.skip(tag.wireType)
      }
    }
  }

  /// The last value of a number, or 0.
  func number(_ field: UInt32) -> UInt64 {
    numbers.last { $0.number == field }?.value ?? 0
  }

  /// The last value of a number, or nothing.
  func optionalNumber(_ field: UInt32) -> UInt64? {
    numbers.last { $0.number == field }?.value
  }

  /// The last text, or an empty one.
  func text(_ field: UInt32) -> String {
    contents.last { $0.number == field }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  /// All values of a field of texts.
  func texts(_ field: UInt32) -> [String] {
    each(field).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All values of a field of messages, still encoded.
  func each(_ field: UInt32) -> [[UInt8]] {
    contents.filter { $0.number == field }.map(\.bytes)
  }
}
