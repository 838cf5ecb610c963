import Messages
import Protobuf

/// The keys under which services store the answers of changing calls.
enum StepKeys {
  /// The key of a step of an attempt of the first version of a claim.
  static func key(_ claim: ClaimNumber, attempt: Int, step: String) -> TypeV1.StepKey {
    .with {
      $0.claimID = claim.text
      $0.version = 1
      $0.attempt = Int32(clamping: attempt)
      $0.step = step
    }
  }
}
