import Domain
import Synchronization

/// Where callers who wait for a claim learn that it was decided, and with which sums, so that what
/// was just stored is not read back for each of them.
final class ClaimEnding: Sendable {
  /// The sums of a decision.
  struct Sums: Hashable, Sendable {
    /// Whether every line is denied, and none waits for a premium.
    let isDenied: Bool
    /// Whether a line waits for a premium.
    let isSuspended: Bool
    let isEncounter: Bool
    let paid: Money
    let patientShare: Money
  }

  private let state = Mutex<Sums?>(nil)

  /// The sums, once the decision is stored.
  var sums: Sums? { state.withLock { $0 } }

  /// Says that the decision is stored.
  func set(_ sums: Sums) {
    state.withLock { $0 = sums }
  }
}
