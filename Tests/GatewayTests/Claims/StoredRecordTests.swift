import ClaimRules
import Domain
import Messages
import Protobuf
import TestKit
import Testing

@testable import Gateway

@Suite("The record of a decision as it is stored", .timeLimit(.minutes(2)))
struct StoredRecordTests {
  private func run() async throws -> ClaimRun {
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted()
    let record = try #require(try await fixture.claims.openClaim(number))
    let run = ClaimRun(claim: OpenClaim(record, now: Sample.now))
    let terms = SampleTerms()
    run.coverage = terms.coverage(for: run.coverageQuestion)
    run.contract = terms.contract(for: run.contractQuestion)
    try run.screen(ClaimStore.PendedFindings(), CodeBook())
    return run
  }

  private func made(inAttempt attempt: Int) -> PaymentV1.MadeDecision {
    .with {
      $0.attempt = Int32(attempt)
      $0.decision = .with { $0.trace.steps = [.with { $0.rule = "PAY-1" }] }
    }
  }

  @Test("It leaves the steps to the facts of its own attempt with those, and says how many")
  func ownAttempt() async throws {
    let run = try await run()
    run.take(made(inAttempt: run.attempt))
    let steps = run.facts.stepsToFacts
    #expect(!steps.isEmpty && run.storedRecord.factsTraceSteps == steps.count)
    #expect(run.storedRecord.trace.steps.map(\.rule) == ["PAY-1"])
    #expect(run.decidedRecord.trace == steps + run.storedRecord.trace)
  }

  @Test("A decision of another attempt keeps every step, for its facts are others")
  func otherAttempt() async throws {
    let run = try await run()
    run.take(made(inAttempt: run.attempt + 1))
    #expect(run.storedRecord.factsTraceSteps == 0)
    #expect(run.storedRecord.trace == run.decidedRecord.trace)
    #expect(run.storedRecord.trace.starts(with: run.facts.stepsToFacts))
    #expect(run.storedRecord.trace.count == run.facts.stepsToFacts.count + 1)
  }
}
