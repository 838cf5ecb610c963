import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess
import TLS
import Testing

@testable import Gateway

@Suite("A claim's timeline", .timeLimit(.minutes(1)))
struct TimelineTests {
  /// Handlers whose claims need an authorization, so that every step is taken.
  private func fixture() throws -> HandlerFixture {
    let fixture = try HandlerFixture()
    fixture.process.services.set { $0.isAuthorizationRequired = true }
    return fixture
  }

  private func timeline(
    _ fixture: HandlerFixture, _ number: ClaimNumber
  ) async throws -> ClaimV1.GetClaimTimelineResponse {
    try await fixture.claims.getClaimTimeline(
      .with { $0.claimID = number.text }, context: try HandlerFixture.hmo())
  }

  @Test("A decided claim tells its steps in order, each with its call, under the claim's trace")
  func decided() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    #expect(try await fixture.process.drive(number))
    let timeline = try await timeline(fixture, number)
    #expect(timeline.claimID == number.text)
    #expect(timeline.traceID.count == 16)
    #expect(timeline.steps.map(\.step) == ["coverage", "contract", "hold", "adjudicate", "settle"])
    #expect(timeline.steps.allSatisfy { $0.traceID == timeline.traceID && $0.calls == 1 })
    #expect(Set(timeline.steps.map(\.spanID)).count == 5)
    try #require(timeline.steps.count == 5)
    let times = timeline.steps.map { $0.sentAt?.microseconds ?? 0 }
    #expect(times == times.sorted() && times[0] > 0)
    #expect((timeline.acceptedAt?.microseconds ?? .max) <= times[0])
    #expect(
      timeline.acceptedAt?.microseconds != Sample.now.microseconds,
      "business time is another clock")
    #expect((timeline.decidedAt?.microseconds ?? 0) >= times[4])
    #expect(timeline.waitingFor == "")
    #expect(timeline.waitingSince == nil)
  }

  @Test("A claim that waits tells what it waits for and since when, by the machine's clock")
  func waiting() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    fixture.process.services.crash(at: .before(.adjudicate))
    let process = fixture.process
    guard let record = try await process.store.openClaim(number) else { throw FixtureError() }
    process.claims.begin([record])
    let claim = try #require(process.claims.claim(number))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await process.edges.run() }
      group.addTask { await process.services.waitForCrash() }
      group.addTask { await process.driver.drive(claim) }
      await group.next()
      group.cancelAll()
    }
    let timeline = try await timeline(fixture, number)
    #expect(timeline.waitingFor == "adjudicate")
    let since = try #require(timeline.waitingSince?.microseconds)
    #expect(since != Sample.now.microseconds, "business time is another clock")
    #expect(timeline.steps.map(\.step) == ["coverage", "contract", "hold"])
    #expect(since >= timeline.steps.last?.sentAt?.microseconds ?? .max)
    #expect(timeline.decidedAt == nil)
  }

  @Test("After a restart the recorded steps are there, and later ones go under the same trace")
  func restarted() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    fixture.process.services.crash(at: .lost(.adjudicate))
    #expect(try await !fixture.process.drive(number))
    let again = GatewayProcess(fixture.fixture, fixture.process.services)
    #expect(try await again.drive(number))
    let timeline = try await timeline(fixture, number)
    #expect(timeline.steps.map(\.step) == ["coverage", "contract", "hold", "adjudicate", "settle"])
    #expect(timeline.steps.allSatisfy { $0.traceID == timeline.traceID })
  }

  @Test("A claim that a person must look at tells the steps until then")
  func pended() async throws {
    let fixture = try HandlerFixture()
    fixture.process.services.refuse(.coverage)
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    #expect(try await fixture.process.drive(number))
    let timeline = try await timeline(fixture, number)
    #expect(timeline.steps.map(\.step) == ["coverage"])
    #expect(timeline.decidedAt == nil)
    #expect(timeline.waitingFor == "a person")
    #expect(timeline.waitingSince?.microseconds == Sample.now.microseconds)
  }

  @Test("A claim that was pended after its facts and evaluated again tells both attempts in order")
  func attempts() async throws {
    let fixture = try fixture()
    fixture.process.services.refuse(.adjudicate)
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    #expect(try await fixture.process.drive(number))
    _ = try await fixture.fixture.claims.record(Sample.again("A"), on: number)
    #expect(try await GatewayProcess(fixture.fixture, fixture.process.services).drive(number))
    let timeline = try await timeline(fixture, number)
    #expect(
      timeline.steps.map(\.step) == [
        "coverage", "contract", "hold", "adjudicate", "release", "coverage", "contract", "hold",
        "adjudicate", "settle",
      ])
    let times = timeline.steps.map { $0.sentAt?.microseconds ?? 0 }
    #expect(times == times.sorted())
    #expect(Set(timeline.steps.map(\.spanID)).count == timeline.steps.count)
  }

  @Test("A step that is recorded while the timeline is read stands in it once")
  func recordedMeanwhile() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    let claim = try #require(fixture.process.claims.claim(number))
    let traces = RPCTraceSource()
    for step in ["coverage", "contract", "hold"] {
      let trace = traces.begin()
      claim.note(
        step,
        CallNote(
          sentAt: Sample.now, microseconds: 1, calls: 1, trace: trace.id, spanID: trace.spanID))
    }
    let recorded = Array(claim.progress.steps.prefix(2))
    try await fixture.fixture.claims.record(
      facts: Sample.facts.with(recorded), of: number, attempt: 1)
    let timeline = try await timeline(fixture, number)
    #expect(timeline.steps.map(\.step) == ["coverage", "contract", "hold"])
  }

  @Test("A claim that is not on its way waits for room since it was accepted")
  func room() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    let timeline = try await timeline(fixture, number)
    #expect(timeline.waitingFor == "room")
    #expect(timeline.waitingSince == timeline.acceptedAt)
    #expect(timeline.steps.isEmpty)
  }

  @Test("Another submitter's claim and one that does not exist are the same to a submitter")
  func visibility() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    let own = try await fixture.claims.getClaimTimeline(
      .with { $0.claimID = number.text }, context: try HandlerFixture.integrator())
    #expect(own.claimID == number.text)
    fixture.people.replace(
      with: PeopleSnapshot(
        revision: 1, people: ["somebody": [RoleGrant(.submitter, on: DaySpan(from: .first))]]))
    let other = try HandlerFixture.context(.person, "somebody")
    let hidden = await rpcError {
      try await fixture.claims.getClaimTimeline(
        .with { $0.claimID = number.text }, context: other)
    }
    let absent = await rpcError {
      try await fixture.claims.getClaimTimeline(
        .with { $0.claimID = "HC999999999999" }, context: other)
    }
    #expect(hidden?.code == .notFound)
    #expect(hidden == absent)
  }

  @Test("A void adds its steps to the timeline")
  func voided() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    #expect(try await fixture.process.drive(number))
    _ = try await fixture.claims.voidClaim(
      .with {
        $0.requestID = "V1"
        $0.claimID = number.text
      }, context: try HandlerFixture.hmo())
    let waiting = try await timeline(fixture, number)
    #expect(waiting.waitingFor == "reverse")
    #expect(
      (waiting.waitingSince?.microseconds ?? 0) >= (waiting.decidedAt?.microseconds ?? .max))
    let again = GatewayProcess(fixture.fixture, fixture.process.services)
    #expect(try await again.driveVoid(number))
    let timeline = try await timeline(fixture, number)
    #expect(timeline.steps.map(\.step).suffix(2) == ["reverse", "returnUnits"])
    #expect(timeline.waitingFor == "")
  }

  @Test("The requests to services are the same bytes whatever the timeline holds")
  func requests() async throws {
    let fixture = try fixture()
    let number = try await fixture.submit()
    fixture.process.claims.claim(number).map(fixture.process.claims.end)
    fixture.process.services.crash(at: .lost(.adjudicate))
    _ = try await fixture.process.drive(number)
    let again = GatewayProcess(fixture.fixture, fixture.process.services)
    _ = try await again.drive(number)
    for step in [FakeServices.Step.hold, .adjudicate] {
      let requests = fixture.process.services.requests(step)
      #expect(requests.count == 2)
      #expect(Set(requests).count == 1)
    }
  }
}
