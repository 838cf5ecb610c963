import CNghttp2

/// Fields on their way into a HEADERS frame.
///
/// Constant names and values are passed by address and never copied; the others lie one after the
/// other in one array, which is reused for every block of a session.
struct HeaderBlock {
  private enum Source {
    case constant(StaticString)
    case stored(offset: Int, count: Int)
  }

  private struct Field {
    var name: Source
    var value: Source
    var isIndexed: Bool
  }

  private var fields: [Field] = []
  private var storage: [UInt8] = []

  mutating func removeAll() {
    fields.removeAll(keepingCapacity: true)
    storage.removeAll(keepingCapacity: true)
  }

  mutating func add(_ name: StaticString, _ value: StaticString) {
    fields.append(Field(name: .constant(name), value: .constant(value), isIndexed: true))
  }

  /// Adds a value that changes from call to call when `isIndexed` is false, so that it does not
  /// push useful entries out of the compression table.
  mutating func add(_ name: StaticString, _ value: some Sequence<UInt8>, isIndexed: Bool) {
    fields.append(Field(name: .constant(name), value: store(value), isIndexed: isIndexed))
  }

  mutating func add(_ metadata: RPCMetadata) {
    for entry in metadata.entries {
      let name = store(entry.name.utf8)
      let value =
        switch entry.value {
        case .text(let text): store(text.utf8)
        case .binary(let bytes): store(Base64.encode(bytes))
        }
      fields.append(Field(name: name, value: value, isIndexed: true))
    }
  }

  /// Lends the fields in the library's form, valid during `body`.
  mutating func withFields<Result>(
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    storage.withUnsafeMutableBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: fields.count) { list in
        for (index, field) in fields.enumerated() {
          list.initializeElement(at: index, to: Self.pair(field, in: bytes))
        }
        return body(UnsafePointer(list.baseAddress), fields.count)
      }
    }
  }

  private mutating func store(_ bytes: some Sequence<UInt8>) -> Source {
    let offset = storage.count
    storage.append(contentsOf: bytes)
    return .stored(offset: offset, count: storage.count - offset)
  }

  private static func pair(
    _ field: Field, in bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> nghttp2_nv {
    let (name, nameCount, isNameConstant) = address(field.name, in: bytes)
    let (value, valueCount, isValueConstant) = address(field.value, in: bytes)
    var flags = NGHTTP2_NV_FLAG_NONE.rawValue
    if isNameConstant { flags |= NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue }
    if isValueConstant { flags |= NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue }
    if !field.isIndexed { flags |= NGHTTP2_NV_FLAG_NO_INDEX.rawValue }
    return nghttp2_nv(
      name: name, value: value, namelen: nameCount, valuelen: valueCount,
      flags: UInt8(truncatingIfNeeded: flags))
  }

  private static func address(
    _ source: Source, in bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> (UnsafeMutablePointer<UInt8>?, Int, isConstant: Bool) {
    switch source {
    case .constant(let text):
      (UnsafeMutablePointer(mutating: text.utf8Start), text.utf8CodeUnitCount, true)
    case .stored(let offset, let count):
      (bytes.baseAddress.map { $0 + offset }, count, false)
    }
  }
}
