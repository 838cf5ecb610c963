/// Every bound of a server or client, in one place.
///
/// A peer that passes one of them is told so with RESOURCE_EXHAUSTED where a call can carry the
/// answer, and loses its connection with ENHANCE_YOUR_CALM where none can.
///
/// | limit | default | of what | what the peer sees |
/// | --- | --- | --- | --- |
/// | `connectionsMax` | 1,024 | connections of a server | closed before TLS |
/// | `connectionsPerIdentityMax` | 256 | of those, of one identity | closed after the handshake |
/// | `handshakesMax` | 256 | connections without a proven peer | closed before TLS |
/// | `handshakeTimeMax` | 5 s | from the socket to the first frame | closed |
/// | `streamsPerConnectionMax` | 128 | calls on a connection | REFUSED_STREAM |
/// | `callsInFlightMax` | 4,096 | calls of a server | RESOURCE_EXHAUSTED, OVERLOADED, RetryInfo |
/// | `callsPerIdentityMax` | 1,024 | of those, of one identity | the same |
/// | `bufferedBytesMax` | 64 MiB | unread and unsent bytes of a server | the same, for new calls |
/// | `bufferedBytesPerConnectionMax` | 32 MiB | unread bytes of a connection | RESOURCE_EXHAUSTED |
/// | `messageBytesMax` | 4 MiB | a message, decompressed | RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE |
/// | `headerListBytesMax` | 16 KiB | a header block | RESOURCE_EXHAUSTED; four times as much: ENHANCE_YOUR_CALM |
/// | `streamWindowBytes` | 256 KiB | unread bytes of a call | no window until they are read |
/// | `connectionWindowBytes` | 4 MiB | bytes on their way | no window until they are read |
/// | `queuedBytesPerStreamMax` | 64 KiB | unsent bytes of a call | nothing; our writer waits |
/// | `controlFramesPerSecondMax` | 1,000 | frames without data, a second | ENHANCE_YOUR_CALM |
/// | `controlFrameBurstMax` | 2,000 | such frames at once | ENHANCE_YOUR_CALM |
/// | `resetsPerSecondMax` | 100 | reset calls a second | ENHANCE_YOUR_CALM |
/// | `resetBurstMax` | 500 | reset calls at once | ENHANCE_YOUR_CALM |
/// | `stallTimeMax` | 10 s | a call or frame without progress | DEADLINE_EXCEEDED, CANCEL or closed |
/// | `idleTimeMax` | 5 min | a connection without calls | GOAWAY |
/// | `keepaliveIdleTime` | 10 s | silence of a connection with calls | PING |
/// | `keepaliveAnswerTimeMax` | 15 s | until the answer to that PING | closed |
/// | `lingerTimeMax` | 3 s | reading after our farewell | GOAWAY, close_notify, then closed |
/// | `connectTimeMax` | 5 s | of a client, to an open socket | (a client) UNAVAILABLE |
/// | `waitingCallsMax` | 10,000 | calls of a client that wait | (a client) RESOURCE_EXHAUSTED |
/// | `callsPerConnectionMax` | 500 million | calls of a connection | (a client) nothing |
///
/// What is set for both ends holds for what either receives. Beside the bounds stands one permission,
/// ``isCompressionAllowed``.
public struct RPCLimits: Sendable, Hashable {
  /// Open connections of one server; further ones are closed at once. Default 1,024.
  public var connectionsMax = 1_024
  /// Open connections of one identity; further ones are closed once their peer has proved who it is.
  /// Default 256, a quarter of ``connectionsMax``, so that no identity holds them all.
  public var connectionsPerIdentityMax = 256
  /// Connections of one server whose peers have not proved who they are; further ones are closed
  /// before TLS. Default 256.
  public var handshakesMax = 256
  /// Calls of one server whose handler or stream lives; further ones are refused. Default 4,096.
  public var callsInFlightMax = 4_096
  /// Calls of one identity whose handler or stream lives, over all its connections; further ones are
  /// refused, those of health too. Default 1,024, a quarter of ``callsInFlightMax``.
  public var callsPerIdentityMax = 1_024
  /// Requests that no handler has read and responses that no socket has taken, of a whole server;
  /// beyond it new calls are refused. Default 64 MiB.
  public var bufferedBytesMax = 64 * 1024 * 1024
  /// Concurrent calls on one connection, as announced to the peer. Default 128.
  public var streamsPerConnectionMax = 128
  /// Names, values and 32 bytes per field of one header block. Default 16 KiB.
  public var headerListBytesMax = 16 * 1024
  /// One message after its prefix, received or sent. Default 4 MiB.
  public var messageBytesMax = 4 * 1024 * 1024
  /// Whether the peer may send messages compressed with gzip, and may ask for ours to be; off by
  /// default, because compression costs processor time that the peer chooses.
  public var isCompressionAllowed = false
  /// Bytes a peer may send on a stream before we consume them. Default 256 KiB.
  public var streamWindowBytes = 256 * 1024
  /// Bytes a peer may send on a connection before we have read them. Default 4 MiB.
  public var connectionWindowBytes = 4 * 1024 * 1024
  /// Queued bytes of one stream past which writers wait. Default 64 KiB.
  public var queuedBytesPerStreamMax = 64 * 1024
  /// Received, not yet consumed bytes of all streams of a connection. Default 32 MiB.
  public var bufferedBytesPerConnectionMax = 32 * 1024 * 1024
  /// PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA and unknown frames a second, beyond what
  /// the data in flight explains. Default 1,000.
  public var controlFramesPerSecondMax = 1_000
  /// How many such frames may come at once. Default 2,000.
  public var controlFrameBurstMax = 2_000
  /// Streams a second that a peer may reset or force us to reset. Default 100.
  public var resetsPerSecondMax = 100
  /// How many such resets may come at once: four times the calls that a connection may have, and as many
  /// as a loop bears with in a few milliseconds. Default 500.
  public var resetBurstMax = 500
  /// From accepted socket to the peer's first SETTINGS. Default 5 s.
  public var handshakeTimeMax: Duration = .seconds(5)
  /// From the first packet to an open socket. Default 5 s.
  public var connectTimeMax: Duration = .seconds(5)
  /// How long a connection that we have ended still reads, so that the peer sees our farewell rather
  /// than a reset. Default 3 s.
  public var lingerTimeMax: Duration = .seconds(3)
  /// How long a connection may carry no call. Default 5 min.
  public var idleTimeMax: Duration = .seconds(300)
  /// How long a frame, a request or a reader may make no progress. Default 10 s.
  public var stallTimeMax: Duration = .seconds(10)
  /// Silence on a connection with calls after which a PING asks for a sign of life. Default 10 s.
  public var keepaliveIdleTime: Duration = .seconds(10)
  /// How long that PING may stay unanswered. Default 15 s.
  public var keepaliveAnswerTimeMax: Duration = .seconds(15)
  /// Calls after which a client moves to a fresh connection, before stream numbers run out. Default
  /// 500 million.
  public var callsPerConnectionMax = 500_000_000
  /// Calls of one client that wait for a connection or a stream. Default 10,000.
  public var waitingCallsMax = 10_000

  /// The defaults named at each property.
  public static var defaults: RPCLimits { RPCLimits() }

  /// The defaults; change what differs.
  public init() {}
}
