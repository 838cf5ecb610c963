import InteropSuite
import NIOPosix
import RPC
import TLS
import TestKit

/// Our client and our server, in this process.
enum OwnCases {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  /// Runs a case over TCP and over a Unix socket.
  static func expect(_ name: InteropCase) async throws {
    let credentials = try CaseCredentials()
    let server = RPCServer(
      router: InteropService.router(), tls: try credentials.context(.server), group: group,
      limits: InteropService.limits)
    try await server.start(on: [
      .tcp(host: "127.0.0.1", port: 0), .unix(path: credentials.authority.directory + "/s"),
    ])
    let result = await Result {
      for address in server.addresses {
        try await call(address, credentials) { try await $0.run(name) }
      }
    }
    await server.shutdown(drainTimeMax: .seconds(5))
    try result.get()
  }

  /// Gives `body` a caller of the server at `address`.
  static func call(
    _ address: RPCAddress, _ credentials: CaseCredentials, isTellingCompression: Bool = true,
    _ body: (InteropCaller) async throws -> Void
  ) async throws {
    let client = RPCClient(
      target: address, tls: try credentials.context(.client),
      expecting: .exactly(credentials.serverIdentity), eventLoop: group.next(),
      limits: InteropService.limits)
    let caller = InteropCaller(client, isTellingCompression: isTellingCompression)
    let result = await Result { try await body(caller) }
    await client.close()
    try result.get()
  }
}

extension Result where Failure == any Error {
  /// What `body` returns or throws, so that something can be closed before it is used.
  init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
