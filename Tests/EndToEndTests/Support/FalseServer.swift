import TestKit

/// A false server at the address of a service, and what it heard.
struct FalseServer {
  private enum Kind {
    case rogue(RogueServer)
    case plaintext(PlaintextServer)
  }

  private let kind: Kind

  /// Listens on a Unix socket with that certificate, or in the clear without one.
  init(at socket: String, files: TestCertificateFiles?, bundle: String) async throws {
    guard let files else {
      kind = .plaintext(try PlaintextServer(at: socket))
      return
    }
    kind = .rogue(try await RogueServer(at: socket, files: files, bundle: bundle))
  }

  /// The paths that callers asked for; one that speaks in the clear understands none.
  var paths: [String] {
    switch kind {
    case .rogue(let server): server.paths
    case .plaintext: []
    }
  }

  func close() async {
    switch kind {
    case .rogue(let server): await server.close()
    case .plaintext(let server): server.end()
    }
  }
}
