import Foundation
import NIOPosix
import RPC
import Synchronization
import TLS
import TestKit

/// A server at a service's address that is not that service, and what it heard.
final class RogueServer: Sendable {
  private let server: RPCServer
  private let heard: Heard

  /// Paths that callers asked for.
  private final class Heard: Sendable {
    let paths = Mutex<[String]>([])
  }

  /// Listens on a Unix socket with a certificate that is not looked at.
  init(at socket: String, files: TestCertificateFiles, bundle: String) async throws {
    let context = try TLSContext(
      TLSConfiguration(
        role: .server, certificateChainPath: files.certificatePath,
        privateKeyPath: files.privateKeyPath, authorityBundlePath: bundle), check: .none)
    let heard = Heard()
    self.heard = heard
    server = RPCServer(
      router: RPCRouter(), tls: context, group: MultiThreadedEventLoopGroup.singleton,
      observe: { record in heard.paths.withLock { $0.append(record.path) } })
    try await server.start(on: [.unix(path: socket)])
  }

  /// The paths that callers asked for so far.
  var paths: [String] { heard.paths.withLock { $0 } }

  func close() async {
    await server.shutdown(drainTimeMax: .zero)
  }
}

/// A server that speaks in the clear: answers whatever comes with a line of HTTP and hangs up.
final class PlaintextServer: Sendable {
  private let listener: Int32
  private let path: String

  init(at path: String) throws {
    self.path = path
    unlink(path)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8) + [0]
    guard bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else {
      throw TestSuiteError("the path of a socket is too long")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    #if os(Linux)
      let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    self.listener = listener
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isListening = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 16) == 0
      }
    }
    guard isListening else { throw TestSuiteError("no socket can be made at \(path)") }
    Thread.detachNewThread { PlaintextServer.answer(listener) }
  }

  private static func answer(_ listener: Int32) {
    let line = Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)
    var taken = [UInt8](repeating: 0, count: 4_096)
    while case let connection = accept(listener, nil, nil), connection >= 0 {
      _ = read(connection, &taken, taken.count)
      _ = write(connection, line, line.count)
      close(connection)
    }
  }

  /// Ends the thread and frees the path.
  func end() {
    shutdown(listener, Int32(SHUT_RDWR))
    Foundation.close(listener)
    unlink(path)
  }
}
