import RawHTTP2

/// Header blocks as plain literals, whatever their names and values are.
enum HeaderFields {
  typealias Field = (name: [UInt8], value: [UInt8])

  static func field(_ name: String, _ value: String) -> Field {
    (Array(name.utf8), Array(value.utf8))
  }

  static func block(_ fields: [Field]) -> [UInt8] {
    fields.flatMap { RawFrame.field($0.name, $0.value) }
  }
}
