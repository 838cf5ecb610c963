import DomainMessages
import Messages

/// The key of one adjudication: claim, version and attempt.
struct AdjudicationKey: Hashable, Sendable {
  /// The step that payment answers.
  static let step = "adjudicate"

  /// The payer's claim number.
  let claimID: String
  /// The version of the claim, from 1.
  let version: Int32
  /// The attempt at that version, from 1.
  let attempt: Int32

  /// Makes a key of checked parts.
  init(claimID: String, version: Int32, attempt: Int32) {
    self.claimID = claimID
    self.version = version
    self.attempt = attempt
  }

  /// Reads the key of a request.
  init(_ message: TypeV1.StepKey?) throws(MessageError) {
    guard let message else { throw MessageError("key", "is missing") }
    claimID = try MessageCheck.identifier(message.claimID, "key.claim_id")
    guard message.version >= 1 else { throw MessageError("key.version", "is less than 1") }
    guard message.attempt >= 1 else { throw MessageError("key.attempt", "is less than 1") }
    guard message.step == AdjudicationKey.step else {
      throw MessageError("key.step", "is not \(AdjudicationKey.step)")
    }
    version = message.version
    attempt = message.attempt
  }

  /// Reads a key that ``text`` wrote, or gives nothing for the key of another step.
  init?(text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == AdjudicationKey.step, let version = Int32(parts[1]),
      let attempt = Int32(parts[2])
    else { return nil }
    self.init(claimID: String(parts[3]), version: version, attempt: attempt)
  }

  /// The key as one text, the same for equal keys only: the claim, which may hold a slash, is last.
  var text: String { "\(AdjudicationKey.step)/\(version)/\(attempt)/\(claimID)" }
}
