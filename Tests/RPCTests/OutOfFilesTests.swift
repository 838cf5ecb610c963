import NIOCore
import NIOPosix
import RPC
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limit on open files is that of a process, so this happens in one of its own.
@Suite("A server without a file left", .timeLimit(.minutes(2)))
struct OutOfFilesTests {
  @Test("Connections that cannot be accepted wait, and are served when files are there again")
  func outOfFiles() async {
    await #expect(processExitsWith: .success) {
      let suite = try await TestSuite.make()
      let client = suite.client()
      #expect(try await client.unary(EchoService.unary, Echo([1])) == Echo([1]))
      // More than the process may have inherited from that of the tests, and soon used up.
      var limit = rlimit(rlim_cur: 4_096, rlim_max: 4_096)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      var files: [Int32] = []
      while case let file = open("/dev/null", O_RDONLY), file >= 0 { files.append(file) }
      try #require(files.isEmpty == false)

      // One file for the socket of a peer; none is left for the server's end of it.
      close(files.removeLast())
      guard case .tcp(let host, let port) = suite.address else { return }
      let stranger = try await ClientBootstrap(group: TestSuite.group)
        .connect(host: host, port: port).get()
      for _ in 0..<50 {
        for loop in TestSuite.group.makeIterator() { try await loop.submit {}.get() }
      }
      #expect(suite.server.connectionCount == 1)
      // Who is connected is served.
      #expect(try await client.unary(EchoService.unary, Echo([2])) == Echo([2]))

      for file in files { close(file) }
      let second = suite.client()
      let options = RPCCallOptions(timeout: .seconds(60), isWaitForReady: true)
      #expect(try await second.unary(EchoService.unary, Echo([3]), options: options) == Echo([3]))
      #expect(suite.server.connectionCount >= 2)
      try await stranger.close().get()
    }
  }
}
