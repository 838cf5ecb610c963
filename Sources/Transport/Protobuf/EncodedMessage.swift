/// A message that stays as its bytes until somebody reads it.
///
/// Fields with the option `lazy` hold it: whoever only stores or passes on such a part neither decodes
/// nor encodes it, and on the wire it is what it would be otherwise. The bytes are judged when they
/// are read, not when the message around them is.
public struct EncodedMessage<Message: ProtobufMessage>: Sendable, Hashable {
  /// The encoded message.
  public let protobufBytes: [UInt8]

  /// Keeps bytes that were received or stored.
  public init(protobufBytes: [UInt8]) {
    self.protobufBytes = protobufBytes
  }

  /// Encodes a message.
  public init(_ message: Message) {
    protobufBytes = message.protobufBytes()
  }

  /// The message.
  ///
  /// - Throws: ``ProtobufError`` for bytes that are no such message, or that need more than the limits
  ///   allow.
  public func decoded(limits: ProtobufLimits = .defaults) throws(ProtobufError) -> Message {
    try Message(protobufBytes: protobufBytes, limits: limits)
  }
}
