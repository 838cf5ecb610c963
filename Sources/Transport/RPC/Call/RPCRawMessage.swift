public import Protobuf

/// A message nobody decodes: its bytes as they are, for tools that know the schema otherwise.
public struct RPCRawMessage: ProtobufMessage {
  /// The encoded message.
  public var bytes: [UInt8]

  /// No type in particular.
  public static var protobufName: String { "" }

  /// An empty message.
  public init() {
    self.bytes = []
  }

  /// A message that is already encoded.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Keeps a copy of the bytes.
  public init(
    protobufBytes bytes: UnsafeRawBufferPointer, limits: ProtobufLimits
  ) throws(ProtobufError) {
    self.bytes = [UInt8](bytes)
  }

  /// Hands out the bytes.
  public func withProtobufEncoding<Result>(
    _ body: (_ size: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void) throws -> Result
  ) rethrows -> Result {
    try body(bytes.count) { target in target.copyBytes(from: bytes) }
  }
}
