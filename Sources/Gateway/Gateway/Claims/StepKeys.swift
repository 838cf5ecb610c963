import Messages
import Protobuf

/// The keys under which services store the answers of changing calls.
enum StepKeys {
  /// The version of a claim that takes the first one back.
  static let reversalVersion: Int32 = 2

  /// The key of a step of an attempt of a version of a claim, the first when nothing is said.
  static func key(
    _ claim: ClaimNumber, version: Int32 = 1, attempt: Int, step: String
  ) -> TypeV1.StepKey {
    .with {
      $0.claimID = claim.text
      $0.version = version
      $0.attempt = Int32(clamping: attempt)
      $0.step = step
    }
  }
}
