/// How much time and memory one connection may take before it has proved who it is, and after.
public struct TLSLimits: Sendable, Hashable {
  /// How long the handshake may take, from the connection on.
  public var handshakeTimeMax: Duration
  /// How long a close waits for the peer's close_notify before the socket is closed anyway.
  public var closeTimeMax: Duration
  /// How many bytes of the peer are read and dropped while a close waits for its close_notify.
  public var closeBytesMax: Int = 8 * 1024 * 1024
  /// How many bytes may be written before the handshake is complete; one more closes the connection.
  public var pendingPlaintextBytesMax: Int
  /// How many records that carry no data (key updates, tickets) a peer may send in a row.
  public var controlRecordsInRowMax: Int
  /// How many records are sent under one key before it is replaced; AES-GCM must stay below 2^24.5.
  public var recordsPerKeyMax: Int

  /// Limits for one connection.
  public init(
    handshakeTimeMax: Duration,
    closeTimeMax: Duration,
    pendingPlaintextBytesMax: Int,
    controlRecordsInRowMax: Int,
    recordsPerKeyMax: Int
  ) {
    self.handshakeTimeMax = handshakeTimeMax
    self.closeTimeMax = closeTimeMax
    self.pendingPlaintextBytesMax = pendingPlaintextBytesMax
    self.controlRecordsInRowMax = controlRecordsInRowMax
    self.recordsPerKeyMax = recordsPerKeyMax
  }

  /// Handshake 5 s, close 1 s and 8 MiB, 256 KiB before the handshake is complete, 32 records without data in a
  /// row, 2^23 records under one key.
  public static var defaults: TLSLimits {
    TLSLimits(
      handshakeTimeMax: .seconds(5),
      closeTimeMax: .seconds(1),
      pendingPlaintextBytesMax: 256 * 1024,
      controlRecordsInRowMax: 32,
      recordsPerKeyMax: 1 << 23)
  }
}
