import Protobuf
import RPC
import TLS
import Testing

@Suite("Calls over TLS and real sockets", .timeLimit(.minutes(1)))
struct CallTests {
  @Test("A unary call over TCP returns what was sent")
  func unaryOverTCP() async throws {
    try await TestSuite.run { suite, client in
      let answer = try await client.unary(EchoService.unary, Echo([1, 2, 3], number: 7))
      #expect(answer == Echo([1, 2, 3], number: 7))
      let records = await suite.records.wait(for: 1)
      #expect(records.map(\.path) == [EchoService.unary.path])
      #expect(records.map(\.code) == [.ok])
      #expect(records.first?.peer.identity == suite.credentials.clientIdentity)
      #expect(records.first?.requestBytes == 12)
      #expect(records.first?.responseBytes == 12)
    }
  }

  @Test("A unary call over a Unix socket returns what was sent")
  func unaryOverUnixSocket() async throws {
    let path = try TestCredentials.shared.get().socketPath()
    try await TestSuite.run(on: .unix(path: path)) { _, client in
      let answer = try await client.unary(EchoService.unary, Echo([9], number: 1))
      #expect(answer == Echo([9], number: 1))
    }
  }

  @Test("An empty message makes the round trip")
  func empty() async throws {
    try await TestSuite.run { _, client in
      let answer = try await client.unary(EchoService.unary, Echo())
      #expect(answer == Echo())
    }
  }

  @Test("A message of 1 MiB, four times the stream window, makes the round trip")
  func mebibyte() async throws {
    try await TestSuite.run { _, client in
      let payload = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let answer = try await client.unary(EchoService.unary, Echo(payload))
      #expect(answer == Echo(payload))
    }
  }

  @Test("A thousand calls at once, more than the peer allows streams, all come back")
  func manyAtOnce() async throws {
    try await TestSuite.run { suite, client in
      let sum = try await withThrowingTaskGroup(of: UInt64.self) { group in
        for number in 0..<UInt64(1_000) {
          group.addTask {
            try await client.unary(EchoService.unary, Echo([1], number: number)).number
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 499_500)
      #expect(suite.server.connectionCount == 1)
    }
  }

  @Test("Server streaming delivers every response in order")
  func serverStreaming() async throws {
    try await TestSuite.run { _, client in
      let stream = try await client.serverStreaming(EchoService.stream, Echo([5], number: 1_000))
      var expected: UInt64 = 0
      for try await response in stream {
        #expect(response.number == expected)
        expected += 1
      }
      #expect(expected == 1_000)
    }
  }

  @Test("Server streaming without responses ends at once")
  func emptyStream() async throws {
    try await TestSuite.run { _, client in
      let stream = try await client.serverStreaming(EchoService.stream, Echo())
      var count = 0
      for try await _ in stream { count += 1 }
      #expect(count == 0)
    }
  }

  @Test("Client streaming answers after the last request")
  func clientStreaming() async throws {
    try await TestSuite.run { _, client in
      let answer = try await client.clientStreaming(EchoService.collect) { requests in
        for number in 0..<UInt8(200) { try await requests.write(Echo([number])) }
      }
      #expect(answer == Echo(Array(0..<200), number: 200))
    }
  }

  @Test("Both sides of a bidirectional call take turns")
  func pingPong() async throws {
    try await TestSuite.run { _, client in
      try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
        var iterator = responses.makeAsyncIterator()
        for number in 1...UInt64(50) {
          try await requests.write(Echo(number: number))
          let response = try await iterator.next()
          #expect(response == Echo(number: number))
        }
        requests.finish()
        let last = try await iterator.next()
        #expect(last == nil)
      }
    }
  }

  @Test("Encoded calls see the same bytes as typed ones")
  func raw() async throws {
    try await TestSuite.run { _, client in
      let bytes = Echo([1, 2], number: 3).protobufBytes()
      let answer = try await client.rawUnary(path: EchoService.unary.path, request: bytes)
      #expect(answer == bytes)
      let stream = try await client.rawServerStreaming(
        path: EchoService.stream.path, request: bytes)
      var count = 0
      for try await _ in stream { count += 1 }
      #expect(count == 3)
    }
  }
}
