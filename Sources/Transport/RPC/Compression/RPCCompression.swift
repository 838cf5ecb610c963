/// How the messages of one direction of a call are encoded.
public enum RPCCompression: Sendable, Hashable, CaseIterable {
  /// As they are.
  case identity
  /// Each message a gzip stream of its own, unless it would grow.
  case gzip
}

extension RPCCompression {
  /// What `grpc-encoding` says; nil for an encoding that nobody here knows.
  package static func parse(_ value: UnsafeRawBufferPointer) -> RPCCompression? {
    if value.equals("identity") { return .identity }
    return value.equals("gzip") ? .gzip : nil
  }

  /// Whether a list such as `identity, deflate, gzip` names gzip.
  package static func isGzipListed(_ value: UnsafeRawBufferPointer) -> Bool {
    value.split(separator: UInt8(ascii: ",")).contains { item in
      let name = item.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let end = name.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      guard let end else { return false }
      return UnsafeRawBufferPointer(rebasing: name[...end]).equals("gzip")
    }
  }
}
