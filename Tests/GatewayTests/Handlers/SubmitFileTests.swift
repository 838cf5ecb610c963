import Domain
import EDI
import Messages
import NIOCore
import NIOPosix
import Protobuf
import RPC
import SampleClaims
import ServiceProcess
import Synchronization
import TLS
import TestKit
import Testing

@testable import Gateway

/// Proves over a connection what holds while a file is on its way.
@Suite("A file is taken for as long as its sender may send it", .timeLimit(.minutes(1)))
struct SubmitFileTests {
  private typealias Claims = ClaimV1.ClaimService

  private let gateway: HandlerFixture
  private let sender: FileSender
  private let authority: TestAuthority

  init() throws {
    gateway = try HandlerFixture()
    sender = try FileSender()
    authority = try TestAuthority()
  }

  private func give(_ roles: Roles) {
    gateway.people.replace(
      with: PeopleSnapshot(
        revision: 1, people: ["kim": [RoleGrant(roles, on: DaySpan(from: .first))]]))
  }

  /// Serves the handler and runs `body` with a client of kim's.
  private func serving(
    _ handler: ClaimHandler, _ body: (RPCClient) async throws -> Void
  ) async throws {
    var router = RPCRouter()
    router.register(handler)
    let group = MultiThreadedEventLoopGroup.singleton
    let name = try #require(TLSIdentity(kind: .service, name: "gateway"))
    let server = RPCServer(
      router: router, tls: try authority.context(.server, for: name), group: group)
    let address = RPCAddress.unix(path: authority.directory + "/g.sock")
    try await server.start(on: [address])
    let kim = try #require(TLSIdentity(kind: .person, name: "kim"))
    let client = RPCClient(
      target: address, tls: try authority.context(.client, for: kim), expecting: .exactly(name),
      eventLoop: group.next())
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await body(client))
    } catch {
      outcome = .failure(error)
    }
    await client.close()
    await server.shutdown(drainTimeMax: .zero)
    try outcome.get()
  }

  private func part(_ control: Int) -> ClaimV1.SubmitFileRequest {
    let text = ClaimFileWriter.text(
      of: sender.claims(2, seed: UInt64(control)), in: sender.envelope(control: control))
    return .with { $0.bytes = Array(text.utf8) }
  }

  @Test("A file whose sender loses the role on the way ends there, and what came before is kept")
  func roleEnds() async throws {
    give(.submitter)
    try await serving(gateway.claims) { client in
      let error = await rpcError {
        try await client.bidirectionalStreaming(Claims.submitFile) { requests, responses in
          var answers = responses.makeAsyncIterator()
          try await requests.write(part(1))
          while let answer = try await answers.next() {
            if case .document(let document) = answer.event, document.name.hasSuffix(".999") {
              break
            }
          }
          give(.examiner)
          try await requests.write(part(2))
          requests.finish()
          while try await answers.next() != nil {}
        }
      }
      #expect(error?.code == .permissionDenied && error?.reason == "NOT_ALLOWED")
    }
    #expect(try await gateway.fixture.claims.lastNumber().value == 2)
    let interchanges = try await gateway.fixture.claims.interchanges(
      after: 0, limit: 10, submitter: nil)
    #expect(interchanges.map(\.controlNumber) == ["000000001"])
  }

  @Test("A file of which no further part comes is ended")
  func idle() async throws {
    give(.submitter)
    var handler = gateway.claims
    handler.intake.machine = MachineClock(
      now: { Sample.now }, uptime: { 0 },
      wait: { time in
        // Only the patience with the sender is over at once.
        guard time == FileSubmission.idleTimeMax else { return await untilCancelled() }
      })
    try await serving(handler) { client in
      let error = await rpcError {
        try await client.bidirectionalStreaming(Claims.submitFile) { _, responses in
          for try await _ in responses {}
        }
      }
      #expect(error?.code == .deadlineExceeded && error?.reason == "REQUEST_IDLE")
    }
  }

  @Test("A file is read beside the loop, which every other caller and claim needs")
  func besideTheLoop() async throws {
    give(.submitter)
    let wasOnALoop = Mutex<[Bool]>([])
    var handler = gateway.claims
    handler.intake = ClaimIntake(
      store: gateway.fixture.claims, claims: gateway.process.claims,
      clock: BusinessClock(
        .system {
          wasOnALoop.withLock { $0.append(MultiThreadedEventLoopGroup.currentEventLoop != nil) }
          return Sample.now
        }))
    try await serving(handler) { client in try await send(part(1), client) }
    #expect(try await gateway.fixture.claims.lastNumber().value == 2)
    // Read once for the interchange and once for its claims.
    #expect(wasOnALoop.withLock { $0 } == [false, false])
  }

  @Test("Who waits for decisions is held up while many claims are under way, who does not is not")
  func pace() async throws {
    give(.submitter)
    let claims = gateway.process.claims
    for number in 1...Int64(SendingPace.claimsMax) {
      claims.begin([
        ClaimStore.OpenRecord(
          number: ClaimNumber(1_000_000 + number), acceptedAt: Sample.now, memberID: "M1",
          days: DaySpan(from: Sample.today, to: Sample.today),
          accepted: .with { $0.claim = Sample.claim() }, factsAttempt: 0, facts: nil,
          areFactsStale: false, pendedAttempt: 0)
      ])
    }
    try await serving(gateway.claims) { client in
      try await send(part(1), client)
      #expect(try await gateway.fixture.claims.lastNumber().value == 2)
      var waiting = part(2)
      waiting.waitFor = .decided
      async let sent: Void = send(waiting, client)
      while claims.waitingSenders == 0 { await Task.yield() }
      #expect(try await gateway.fixture.claims.lastNumber().value == 2)
      for claim in claims.all { claims.end(claim) }
      while claims.count < 2 { await Task.yield() }
      for claim in claims.all { claims.end(claim) }
      try await sent
    }
    #expect(try await gateway.fixture.claims.lastNumber().value == 4)
  }

  /// Sends a file of one part and reads what became of it.
  private func send(_ part: ClaimV1.SubmitFileRequest, _ client: RPCClient) async throws {
    try await client.bidirectionalStreaming(Claims.submitFile) { requests, responses in
      try await requests.write(part)
      requests.finish()
      for try await _ in responses {}
    }
  }
}
