/// A protobuf message as a Swift value, generated from `Protos/`.
///
/// Decoding goes through protobuf-c: it fills C structs in a capped ``ProtobufArena``, which are copied
/// into the value. Encoding writes the bytes in one pass (``ProtobufWriter``). Neither traps on any bytes
/// or value.
public protocol ProtobufMessage: Sendable, Hashable {
  /// The full name, such as `hmo.payment.v1.AdjudicateClaimRequest`.
  static var protobufName: String { get }

  /// The message in which no field is set.
  init()

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - bytes: The encoded message; not kept.
  ///   - limits: How much the decoder may allocate.
  /// - Throws: ``ProtobufError`` for bytes that are no such message, text that is not UTF-8 or
  ///   holds U+0000, and messages that need more than the limits allow.
  init(protobufBytes bytes: UnsafeRawBufferPointer, limits: ProtobufLimits) throws(ProtobufError)

  /// The encoded message.
  func protobufBytes() -> [UInt8]

  /// Writes the message once, then lets `body` reserve space and copy it there.
  ///
  /// - Parameter body: Receives the encoded size in bytes and a function that copies exactly so many
  ///   bytes into the start of a buffer at least that large.
  func withProtobufEncoding<Result>(
    _ body: (_ size: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void) throws -> Result
  ) rethrows -> Result
}

extension ProtobufMessage {
  /// The encoded message.
  public func protobufBytes() -> [UInt8] {
    withProtobufEncoding { size, pack in
      [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        pack(UnsafeMutableRawBufferPointer(buffer))
        count = size
      }
    }
  }

  /// Reads a message from an array of bytes.
  public init(protobufBytes bytes: [UInt8], limits: ProtobufLimits = .defaults)
    throws(ProtobufError)
  {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(ProtobufError) in try Self(protobufBytes: buffer, limits: limits) }
    }
    self = try result.get()
  }
}

extension ProtobufMessage {
  /// Makes a message and sets its fields in one expression.
  ///
  /// - Parameter body: Sets fields of a message in which none is set.
  @inlinable
  public static func with(_ body: (inout Self) throws -> Void) rethrows -> Self {
    var message = Self()
    try body(&message)
    return message
  }
}
