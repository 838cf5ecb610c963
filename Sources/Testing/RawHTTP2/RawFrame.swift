/// One HTTP/2 frame as it stands on the wire, right or wrong.
///
/// Nothing is checked: a length, a flag or a stream that no proper end would send is sent as it is.
/// A payload longer than 2^24 − 1 bytes does not fit the length field and is cut by its upper bits.
package struct RawFrame: Sendable, Hashable {
  /// The types of RFC 9113, section 6.
  package enum Kind {
    /// Bytes of a message.
    package static let data: UInt8 = 0
    /// Opens a stream, or ends it with trailers.
    package static let headers: UInt8 = 1
    /// Advice that nobody follows any more.
    package static let priority: UInt8 = 2
    /// Ends a stream.
    package static let reset: UInt8 = 3
    /// What an end wants of the other.
    package static let settings: UInt8 = 4
    /// What a server would send beside its answer.
    package static let pushPromise: UInt8 = 5
    /// Asks for a sign of life.
    package static let ping: UInt8 = 6
    /// Ends a connection.
    package static let goAway: UInt8 = 7
    /// Room for more data.
    package static let windowUpdate: UInt8 = 8
    /// The rest of a header block.
    package static let continuation: UInt8 = 9
  }

  /// The flag of the last frame of a stream; of SETTINGS and PING the flag of an answer.
  package static let endStream: UInt8 = 1
  /// The flag of SETTINGS and PING that says: this is an answer.
  package static let acknowledgement: UInt8 = 1
  /// The flag of the last frame of a header block.
  package static let endHeaders: UInt8 = 4
  /// The flag of a payload that begins with the length of its padding.
  package static let padded: UInt8 = 8
  /// The flag of a header block that begins with a dependency and a weight.
  package static let hasPriority: UInt8 = 32
  /// The bytes before a payload.
  package static let headBytes = 9

  /// One of ``Kind``, or any other number.
  package var kind: UInt8
  /// All eight bits.
  package var flags: UInt8
  /// All 32 bits, the reserved one included; a frame that was read has that bit cleared.
  package var stream: UInt32
  /// What follows the head.
  package var payload: [UInt8]

  /// A frame of any content.
  package init(kind: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, payload: [UInt8] = []) {
    self.kind = kind
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  /// The frame on the wire.
  package var bytes: [UInt8] {
    Self.head(length: payload.count, kind: kind, flags: flags, stream: stream) + payload
  }

  /// The head of a frame that may claim any length.
  package static func head(length: Int, kind: UInt8, flags: UInt8, stream: UInt32) -> [UInt8] {
    [
      UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8),
      UInt8(truncatingIfNeeded: length), kind, flags,
    ] + number(stream)
  }

  /// Four bytes, the highest first.
  package static func number(_ value: UInt32) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian, Array.init)
  }

  /// The number at an offset of the payload: of GOAWAY the code is at 4, of RST_STREAM at 0.
  package func code(at offset: Int) -> UInt32 {
    payload.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether every bit of the flag is set.
  package func has(_ flag: UInt8) -> Bool {
    flags & flag == flag
  }

  /// Whether the sender has said all it has to say on the stream.
  package var endsStream: Bool {
    (kind == Kind.data || kind == Kind.headers) && has(Self.endStream)
  }
}
