import NIOCore
import RPC

/// Waits until a claim is decided or pended, or the caller's deadline comes near.
struct DecisionWait: Sendable {
  /// How long before the deadline the answer goes out.
  static let margin: Duration = .milliseconds(200)
  /// How long to wait for a caller without a deadline.
  static let longest: Duration = .seconds(30)

  let claims: OpenClaims

  /// Waits for one claim.
  func wait(for number: ClaimNumber, until deadline: NIODeadline?) async {
    let time = DecisionWait.time(until: deadline)
    guard time > .zero else { return }
    await claims.waitUntilEnded(number, for: time)
  }

  private static func time(until deadline: NIODeadline?) -> Duration {
    guard let deadline else { return longest }
    let left = Duration.nanoseconds((deadline - .now()).nanoseconds)
    return min(longest, left - margin)
  }
}
