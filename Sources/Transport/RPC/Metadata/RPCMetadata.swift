/// The headers or trailers of a call that belong to the application, in the order they came.
///
/// Names are lower case; a name that ends in `-bin` carries bytes, any other printable ASCII text.
/// A name may occur more than once. Names that gRPC and HTTP keep for themselves are refused.
public struct RPCMetadata: Sendable, Hashable {
  /// Text or bytes.
  public enum Value: Sendable, Hashable {
    /// Printable ASCII.
    case text(String)
    /// Any bytes; travels as base64.
    case binary([UInt8])
  }

  /// One name with its value.
  public struct Entry: Sendable, Hashable {
    /// The lower-case name.
    public let name: String
    /// What it carries.
    public let value: Value
  }

  /// All entries in order.
  public private(set) var entries: [Entry]

  /// No metadata; allocates nothing.
  public init() {
    self.entries = []
  }

  /// Whether there is nothing.
  public var isEmpty: Bool { entries.isEmpty }

  /// Adds text.
  ///
  /// - Throws: ``RPCError`` INVALID_ARGUMENT for a name or text that may not travel.
  public mutating func add(_ name: String, text: String) throws(RPCError) {
    guard Self.isValid(name: name), !name.hasSuffix("-bin"), Self.isValid(text: text) else {
      throw RPCError(.invalidArgument, "metadata name or text may not travel")
    }
    entries.append(Entry(name: name, value: .text(text)))
  }

  /// Adds bytes under a name that ends in `-bin`.
  ///
  /// - Throws: ``RPCError`` INVALID_ARGUMENT for a name that may not travel.
  public mutating func add(_ name: String, binary: [UInt8]) throws(RPCError) {
    guard Self.isValid(name: name), name.hasSuffix("-bin") else {
      throw RPCError(.invalidArgument, "binary metadata needs a name that ends in -bin")
    }
    entries.append(Entry(name: name, value: .binary(binary)))
  }

  /// Adds all entries of other metadata.
  public mutating func append(_ other: RPCMetadata) {
    entries.append(contentsOf: other.entries)
  }

  /// The first text under a name.
  public func text(_ name: String) -> String? {
    for entry in entries where entry.name == name {
      if case .text(let text) = entry.value { return text }
    }
    return nil
  }

  /// The first bytes under a name.
  public func binary(_ name: String) -> [UInt8]? {
    for entry in entries where entry.name == name {
      if case .binary(let bytes) = entry.value { return bytes }
    }
    return nil
  }
}

extension RPCMetadata {
  /// How many values one field of the wire may list.
  private static let listMax = 64

  /// What the entries weigh on the wire by the count of HTTP/2: 32 bytes each beside their own.
  var wireBytes: Int {
    entries.reduce(0) { sum, entry in
      let value =
        switch entry.value {
        case .text(let text): text.utf8.count
        case .binary(let bytes): (bytes.count + 2) / 3 * 4
        }
      return sum + entry.name.utf8.count + value + Self.entryBytes
    }
  }

  /// What HTTP/2 counts for an entry beside its name and value.
  static let entryBytes = 32

  /// Takes a field from the wire, and says what its values weigh beyond the field itself: those of a
  /// list as much as fields of their own. Nothing when its base64 is damaged or lists too many values.
  mutating func receive(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Int? {
    let name = String(decoding: name, as: UTF8.self)
    guard name.hasSuffix("-bin") else {
      entries.append(Entry(name: name, value: .text(String(decoding: value, as: UTF8.self))))
      return 0
    }
    let parts = value.split(
      separator: UInt8(ascii: ","), maxSplits: Self.listMax, omittingEmptySubsequences: false)
    guard parts.count <= Self.listMax else { return nil }
    for part in parts {
      guard let bytes = Base64.decode(part) else { return nil }
      entries.append(Entry(name: name, value: .binary(bytes)))
    }
    return Self.entryBytes * (parts.count - 1)
  }

  private static func isValid(name: String) -> Bool {
    guard !name.isEmpty, !name.hasPrefix("grpc-"), !reserved.contains(name) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
  }

  private static func isValid(text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      && text.utf8.first != 0x20 && text.utf8.last != 0x20
  }

  private static let reserved: Set<String> = [
    "te", "content-type", "user-agent", "host", "connection", "content-length",
    "transfer-encoding", "upgrade", "keep-alive", "proxy-connection",
  ]
}
