import NIOCore
import NIOPosix
import Protobuf
import RPC
import TLS
import Testing

@Suite("A service with several addresses", .timeLimit(.minutes(1)))
struct SeveralAddressesTests {
  private static let quick = RPCBackoff(
    delayFirst: .milliseconds(1), delayMax: .milliseconds(20), growthPercent: 60,
    jitterPercent: 20)

  /// A busy machine may take its time for a handshake.
  private static var limits: RPCLimits {
    var limits = RPCLimits.patient
    limits.handshakeTimeMax = .seconds(50)
    return limits
  }

  private func suites(_ count: Int) async throws -> [TestSuite] {
    var suites: [TestSuite] = []
    for _ in 0..<count {
      let path = try TestCredentials.shared.get().socketPath()
      suites.append(try await TestSuite.make(on: .unix(path: path), limits: Self.limits))
    }
    return suites
  }

  private func client(
    _ suites: [TestSuite], _ balancing: RPCBalancing
  ) throws -> RPCClient {
    try RPCClient(
      targets: suites.map(\.address), balancing: balancing, tls: suites[0].credentials.client,
      expecting: .exactly(suites[0].credentials.serverIdentity),
      eventLoop: TestSuite.group.next(), limits: Self.limits, backoff: Self.quick)
  }

  private let patient = RPCCallOptions(timeout: .seconds(30), isWaitForReady: true)

  @Test("pickFirst sends everything to the first, moves on when it goes, and comes back to it")
  func pickFirst() async throws {
    var suites = try await suites(2)
    let client = try client(suites, .pickFirst)
    for _ in 0..<10 { _ = try await client.unary(EchoService.unary, Echo()) }
    #expect(await suites[0].records.wait(for: 10).count == 10)
    await suites[0].server.shutdown(drainTimeMax: .seconds(5))
    for _ in 0..<10 { _ = try await client.unary(EchoService.unary, Echo(), options: patient) }
    #expect(await suites[1].records.wait(for: 10).count == 10)
    let first = suites[0].address
    suites[0] = try await TestSuite.make(on: first, limits: Self.limits)
    await suites[1].server.shutdown(drainTimeMax: .seconds(5))
    _ = try await client.unary(EchoService.unary, Echo(), options: patient)
    #expect(await suites[0].records.wait(for: 1).count == 1)
    await client.close()
    await suites[0].server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("roundRobin spreads the calls evenly over all that are there")
  func roundRobin() async throws {
    let suites = try await suites(3)
    let client = try client(suites, .roundRobin)
    _ = try await client.unary(EchoService.unary, Echo())
    while suites.contains(where: { $0.records.all.isEmpty }) {
      _ = try await client.unary(EchoService.unary, Echo())
    }
    let before = suites.map(\.records.all.count)
    for _ in 0..<30 { _ = try await client.unary(EchoService.unary, Echo()) }
    for (suite, count) in zip(suites, before) {
      #expect(await suite.records.wait(for: count + 10).count == count + 10)
    }
    await client.close()
    for suite in suites { await suite.server.shutdown(drainTimeMax: .seconds(1)) }
  }

  @Test(
    "While one of two servers drains and comes back, no call fails",
    arguments: [
      RPCBalancing.pickFirst, .roundRobin,
    ])
  func drainUnderLoad(balancing: RPCBalancing) async throws {
    var suites = try await suites(2)
    let client = try client(suites, balancing)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var answered = 0
          for number in 0..<UInt64(200) {
            let answer = try await client.unary(
              EchoService.unary, Echo(number: number), options: patient)
            if answer.number == number { answered += 1 }
          }
          return answered
        }
      }
      for round in 0..<6 {
        let address = suites[round % 2].address
        await suites[round % 2].server.shutdown(drainTimeMax: .seconds(10))
        suites[round % 2] = try await TestSuite.make(on: address, limits: Self.limits)
      }
      #expect(try await group.reduce(0, +) == 8 * 200)
    }
    await client.close()
    for suite in suites { await suite.server.shutdown(drainTimeMax: .seconds(1)) }
  }

  @Test("When nobody is left an impatient call fails, a patient one waits for whoever comes")
  func nobody() async throws {
    for balancing in [RPCBalancing.pickFirst, .roundRobin] {
      let suites = try await suites(3)
      for suite in suites { await suite.server.shutdown(drainTimeMax: .seconds(1)) }
      let client = try client(suites, balancing)
      let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
      #expect(error?.code == .unavailable)
      async let answer = client.unary(EchoService.unary, Echo([8]), options: patient)
      let last = try await TestSuite.make(on: suites[2].address, limits: Self.limits)
      #expect(try await answer == Echo([8]))
      await client.close()
      await last.server.shutdown(drainTimeMax: .seconds(1))
    }
  }

  @Test("A server with another identity counts as one that cannot be reached")
  func wrongIdentity() async throws {
    let suites = try await suites(1)
    let impostor = try await ScriptedServer(PeerScripts.answering)
    let other = try #require(TLSIdentity(kind: .service, name: "network"))
    let client = try RPCClient(
      targets: [impostor.address, suites[0].address], balancing: .pickFirst,
      tls: suites[0].credentials.client, expecting: .exactly(other),
      eventLoop: TestSuite.group.next(), limits: Self.limits, backoff: Self.quick)
    let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("peerIdentityRefused") == true)
    #expect(impostor.journal.all.isEmpty)
    #expect(suites[0].records.all.isEmpty)
    await client.close()
    await impostor.close()
    await suites[0].server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("No address, 65 of them, and one that cannot be are refused in words")
  func bounds() throws {
    let credentials = try TestCredentials.shared.get()
    let good = RPCTarget.unix(path: "/tmp/somewhere")
    for (targets, isPossible) in [
      ([], false), ([good], true), (Array(repeating: good, count: 64), true),
      (Array(repeating: good, count: 65), false), ([good, .tcp(host: "", port: 1)], false),
    ] {
      var code: RPCStatusCode?
      do throws(RPCError) {
        _ = try RPCClient(
          targets: targets, balancing: .roundRobin, tls: credentials.client, expecting: .any,
          eventLoop: TestSuite.group.next())
      } catch {
        code = error.code
      }
      #expect(code == (isPossible ? nil : .invalidArgument))
    }
  }
}
