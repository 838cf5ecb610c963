import Messages
import Protobuf

/// Under which number and version the other services know a version of a claim, and the keys under
/// which they store the answers of changing calls about it.
struct StepKeys: Hashable, Sendable {
  /// The number of the original: all versions have it.
  let root: ClaimNumber
  /// The version, from 1.
  let version: Int32

  /// The keys of an original.
  init(_ root: ClaimNumber, version: Int32 = 1) {
    self.root = root
    self.version = version
  }

  /// The keys of the version that takes this one back.
  var reversal: StepKeys { StepKeys(root, version: version + 1) }

  /// The keys of the version that takes the place of this one: its reversal lies between.
  var replacement: StepKeys { StepKeys(root, version: version + 2) }

  /// The key of a step of an attempt.
  func key(attempt: Int, step: String) -> TypeV1.StepKey {
    .with {
      $0.claimID = root.text
      $0.version = version
      $0.attempt = Int32(clamping: attempt)
      $0.step = step
    }
  }
}
