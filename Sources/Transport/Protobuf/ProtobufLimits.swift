/// How much a decoder takes in and may allocate for it.
public struct ProtobufLimits: Sendable, Hashable {
  /// The largest encoded message, in bytes.
  public var messageBytesMax: Int

  /// The most memory that one message may take while it is decoded, in bytes.
  ///
  /// An empty sub-message takes two bytes on the wire and up to 72 in memory, so this limit, rather
  /// than ``messageBytesMax``, is what a hostile message meets.
  public var arenaBytesMax: Int

  /// Makes limits.
  public init(messageBytesMax: Int, arenaBytesMax: Int) {
    self.messageBytesMax = messageBytesMax
    self.arenaBytesMax = arenaBytesMax
  }

  /// 4 MiB a message, which is what gRPC implementations accept, and 64 MiB of memory for it: a
  /// message of nothing but small amounts needs twelve times its size.
  public static var defaults: ProtobufLimits {
    ProtobufLimits(messageBytesMax: 4 * 1024 * 1024, arenaBytesMax: 64 * 1024 * 1024)
  }
}
