/// One end of a connection, as the channel handler drives it.
protocol HTTP2Connection: HTTP2SessionOwner {
  /// The peer is verified; called once, before anything is read.
  func established(_ peer: RPCPeer)
  /// Bytes have been read and their events delivered; answer before the cycle's one write.
  func readCompleted()
  /// A second has passed.
  func tick()
  /// This side closes the connection, for whatever reason; its calls end after this.
  func closing()
  /// The socket is gone, or never came to be.
  func disconnected(_ reason: (any Error)?)
}
