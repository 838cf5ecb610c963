import RPC
import Testing

@testable import Gateway

@Suite("A failed call means one of three things")
struct CallFailureTests {
  private static let later: [RPCStatusCode] = [
    .cancelled, .deadlineExceeded, .permissionDenied, .unimplemented, .unavailable,
    .unauthenticated,
  ]
  private static let broken: [RPCStatusCode] = [
    .unknown, .internalError, .dataLoss, .resourceExhausted,
  ]
  private static let definite: [RPCStatusCode] = [
    .invalidArgument, .outOfRange, .failedPrecondition, .alreadyExists, .notFound, .aborted,
  ]

  @Test(
    "A service that cannot be reached is asked again, however often it failed", arguments: later)
  func askAgain(code: RPCStatusCode) {
    for failures in [1, 3, 1_000] {
      #expect(CallFailure(RPCError(code, ""), items: 1, failures: failures) == .askAgain)
      #expect(CallFailure(RPCError(code, ""), items: 100, failures: failures) == .askAgain)
    }
  }

  @Test("A batch that breaks the service is split after three failures", arguments: broken)
  func splitAfterFailures(code: RPCStatusCode) {
    #expect(CallFailure(RPCError(code, ""), items: 2, failures: 2) == .askAgain)
    #expect(CallFailure(RPCError(code, ""), items: 2, failures: 3) == .split)
    #expect(CallFailure(RPCError(code, ""), items: 1, failures: 3) == .askAgain)
  }

  @Test(
    "A definite refusal of many is split, of one it is final when it has a reason",
    arguments: definite)
  func refused(code: RPCStatusCode) {
    let error = RPCError(code, "", reason: "NOT_TODAY")
    #expect(CallFailure(error, items: 2, failures: 1) == .split)
    #expect(CallFailure(error, items: 1, failures: 1) == .refused(error))
    #expect(CallFailure(RPCError(code, ""), items: 1, failures: 1) == .askAgain)
  }

  @Test("A service that asks for time gets it")
  func retryDelay() {
    let later = RPCError(.resourceExhausted, "", retryDelay: .seconds(1))
    #expect(CallFailure(later, items: 2, failures: 9) == .askAgain)
  }

  @Test("An error that is no status is an unknown outcome")
  func otherErrors() {
    #expect(CallFailure(CancellationError(), items: 5, failures: 1) == .askAgain)
    #expect(CallFailure(EdgeError.answersDoNotMatch, items: 1, failures: 9) == .askAgain)
    #expect(CallFailure(EdgeError.answersDoNotMatch, items: 2, failures: 3) == .split)
  }
}

@Suite("Asking again takes longer each time")
struct BackoffTests {
  @Test("Delays double up to the longest")
  func doubles() {
    let backoff = Backoff(first: .milliseconds(20), longest: .milliseconds(100))
    #expect(
      [1, 2, 3, 4, 5].map { backoff.delay(after: $0) }
        == [20, 40, 80, 100, 100].map { Duration.milliseconds($0) })
  }

  @Test(
    "No number of failures traps or leads beyond the longest", arguments: [Int.min, -1, 0, .max])
  func extremes(failures: Int) {
    let backoff = Backoff()
    #expect((backoff.first...backoff.longest).contains(backoff.delay(after: failures)))
  }
}

@Suite("An answer that cannot be read")
struct UnreadableAnswerTests {
  @Test("It leaves the outcome unknown, whatever the code that our own side gives it")
  func isAskedAgain() {
    let error = RPCError(
      .invalidArgument, "the message cannot be decoded", reason: "MALFORMED_MESSAGE")
    #expect(CallFailure(error, items: 1, failures: 1) == .askAgain)
    #expect(CallFailure(error, items: 2, failures: 1) == .split)
  }
}
