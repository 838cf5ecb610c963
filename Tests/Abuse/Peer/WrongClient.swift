import COpenSSL
import Glibc
import NIOPosix
import RPC
import TestKit

/// An OpenSSL client that leaves out what our servers demand; it verifies nobody.
enum WrongClient {
  struct Manners: Sendable {
    /// The protocol list with its length bytes; none is offered when empty.
    var protocols: [UInt8]
    var files: TestCertificateFiles?
    /// TLS 1.2 at most.
    var isOld = false
  }

  /// Connects, and reads until the end or for so many seconds; on a thread that may wait.
  static func run(
    _ manners: Manners, at address: RPCAddress, atMost seconds: Double
  ) async throws -> Ending {
    guard case .tcp(_, let port) = address else { throw RPCError(.unimplemented, "TCP") }
    return try await NIOThreadPool.singleton.runIfActive {
      let socket = try connect(port, seconds)
      defer { close(socket) }
      return try exchange(manners, socket)
    }
  }

  private static func connect(_ port: Int, _ seconds: Double) throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: Int(seconds), tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
    target.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(socket)
      throw RPCError(.unavailable, "no connection")
    }
    return socket
  }

  private static func exchange(_ manners: Manners, _ socket: Int32) throws -> Ending {
    guard let context = SSL_CTX_new(TLS_client_method()) else {
      throw RPCError(.internalError, "no context")
    }
    defer { SSL_CTX_free(context) }
    _ = COpenSSL_CTX_set_protocol_range(
      context, TLS1_2_VERSION, manners.isOld ? TLS1_2_VERSION : TLS1_3_VERSION)
    if let files = manners.files {
      SSL_CTX_use_certificate_chain_file(context, files.certificatePath)
      SSL_CTX_use_PrivateKey_file(context, files.privateKeyPath, SSL_FILETYPE_PEM)
    }
    guard let connection = SSL_new(context) else {
      throw RPCError(.internalError, "no connection of TLS")
    }
    defer { SSL_free(connection) }
    SSL_set_fd(connection, socket)
    if !manners.protocols.isEmpty {
      SSL_set_alpn_protos(connection, manners.protocols, UInt32(manners.protocols.count))
    }
    return read(connection)
  }

  /// Over is what ends within the time of the socket, with or without an alert.
  private static func read(_ connection: OpaquePointer) -> Ending {
    var chunk = [UInt8](repeating: 0, count: 16 * 1024)
    var count = 0
    ERR_clear_error()
    var result = SSL_connect(connection)
    while result > 0 {
      result = SSL_read(connection, &chunk, Int32(chunk.count))
      if result > 0 { count += Int(result) }
    }
    let isTimeUp = SSL_get_error(connection, result) == SSL_ERROR_WANT_READ
    ERR_clear_error()
    return Ending(isOver: !isTimeUp, applicationBytes: count)
  }
}
