import Messages
import Protobuf
import RPC
import SampleClaims
import Synchronization
import TestKit
import Testing

/// Claims without a pause, each under a number of its own, until told to end.
///
/// Its connection makes no call a second time and waits for nobody, so that one that fails shows.
final class ClaimLoad: Sendable {
  private struct State {
    var submitted = 0
    var answered = 0
    var failures: [String] = []
    var isEnding = false
  }

  private let suite: TestSuite
  private let samples: [ClaimV1.Claim]
  private let client: RPCClient
  private let state = Mutex(State())
  private let work: Mutex<Task<Void, Never>?> = Mutex(nil)

  /// Begins with so many submitters side by side.
  init(_ suite: TestSuite, _ world: SampleWorld, submitters: Int = 4) throws {
    self.suite = suite
    samples = try [.primaryCareVisit, .staffVisit, .preventiveVisit].map {
      ClaimV1.Claim(try world.claim(telling: $0))
    }
    client = try suite.newClient(.gateway, as: .hmo, retry: nil)
    let work = Task {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<submitters {
          group.addTask { while let claim = self.next() { await self.submit(claim) } }
        }
      }
    }
    self.work.withLock { $0 = work }
  }

  /// How many claims have been answered.
  var answered: Int { state.withLock { $0.answered } }

  /// The next claim; nothing once the load ends.
  private func next() -> ClaimV1.Claim? {
    let number = state.withLock { state -> Int? in
      guard !state.isEnding else { return nil }
      state.submitted += 1
      return state.submitted
    }
    return number.map { number in
      var claim = samples[number % samples.count]
      claim.patientControlNumber = "LOAD\(number)"
      return claim
    }
  }

  private func submit(_ claim: ClaimV1.Claim) async {
    do {
      _ = try await ClaimV1.ClaimServiceClient(client: client).submitClaim(
        .with {
          $0.requestID = claim.patientControlNumber
          $0.claim = claim
          $0.waitFor = .decided
        }, options: RPCCallOptions(timeout: eventuallyTimeMax))
      state.withLock { $0.answered += 1 }
    } catch {
      state.withLock { $0.failures.append("\(claim.patientControlNumber): \(error)") }
    }
  }

  /// Ends, and expects that every claim was answered and that no call between services failed.
  func end(least: Int) async throws {
    try await eventually("\(least) claims have gone through") {
      state.withLock { $0.answered + $0.failures.count } >= least
    }
    state.withLock { $0.isEnding = true }
    await work.withLock { $0 }?.value
    await client.close()
    #expect(state.withLock { $0.failures } == [])
    #expect(suite.logEvents(.gateway, message: "a call will be repeated").isEmpty)
    for (path, service) in ClaimLoad.decisions {
      let failed = try await suite.endedCalls(of: service).filter { $0.path == path && !$0.isOK }
      #expect(failed == [])
    }
  }

  /// What the gateway asks on the way of these claims. Its client would make a call that failed a
  /// second time by itself; the service that was asked has counted the first.
  private static let decisions = [
    (EligibilityV1.EligibilityService.checkCoverage.path, SuiteService.eligibility),
    (NetworkV1.NetworkService.resolveContract.path, .network),
    (PaymentV1.PaymentService.adjudicateClaim.path, .payment),
  ]
}
