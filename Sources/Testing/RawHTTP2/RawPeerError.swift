/// A raw peer did not come to the point where it can speak.
package struct RawPeerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened.
  package enum Code: String, Hashable, Sendable {
    /// The address is none that a socket takes.
    case unusableAddress
    /// The other end did not take the connection, or ended it before the handshake was complete.
    case notEstablished
  }

  /// What happened.
  package let code: Code

  init(_ code: Code) {
    self.code = code
  }

  /// Words for a log.
  package var description: String {
    switch code {
    case .unusableAddress: "the address is none that a socket takes"
    case .notEstablished: "the connection of the raw peer was not established"
    }
  }
}
