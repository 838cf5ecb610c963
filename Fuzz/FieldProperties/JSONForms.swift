import Messages
import Properties
import Protobuf

/// JSON that people write, and descriptors that a server shows.
enum JSONForms {
  private static let types = MessagesDescriptors.pool.messageNames

  /// The first two bytes choose the type.
  static func message(_ bytes: [UInt8]) throws(BrokenProperty) {
    guard bytes.count > 2, !types.isEmpty else { return }
    let type = types[(Int(bytes[0]) << 8 | Int(bytes[1])) % types.count]
    let pool = MessagesDescriptors.pool
    guard let read = try? ProtobufJSON.decode(utf8: Array(bytes[2...]), type: type, pool: pool)
    else { return }
    let again: [UInt8]
    do throws(ProtobufError) {
      let text = try ProtobufJSON.encode(bytes: read, type: type, pool: pool)
      again = try ProtobufJSON.decode(json: text, type: type, pool: pool)
    } catch {
      // A day or an instant may be one that no calendar shows.
      return try BrokenProperty.require(
        error.code == .invalidValue, "JSON that was read can be written; \(error.message)")
    }
    try BrokenProperty.require(again == read, "a message comes back from JSON as it was")
  }

  static func descriptors(_ bytes: [UInt8]) throws(BrokenProperty) {
    var pool = DescriptorPool()
    guard (try? pool.add(file: bytes)) != nil else {
      return try BrokenProperty.require(
        pool.files.isEmpty && pool.messageNames.isEmpty, "what was refused has left nothing")
    }
    try BrokenProperty.require(pool.files.first?.bytes == bytes, "a file is kept as it came")
    for name in pool.messageNames {
      _ = try? ProtobufJSON.encode(bytes: [8, 1, 18, 0], type: name, pool: pool)
      _ = try? ProtobufJSON.decode(utf8: Array(#"{"a":1}"#.utf8), type: name, pool: pool)
    }
    for service in pool.services {
      for method in service.methods { _ = pool.method(path: method.path) }
    }
  }
}
