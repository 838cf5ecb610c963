import DomainMessages
import Messages

/// The key of the step that decides a version: claim, version, attempt and what is done.
struct DecisionKey: Hashable, Sendable {
  /// How a version comes to be decided.
  enum Step: String, Hashable, Sendable {
    /// The claim is priced and posted.
    case adjudicate
    /// An earlier version is taken back.
    case reverse
  }

  /// The payer's claim number.
  let claimID: String
  /// The version of the claim, from 1.
  let version: Int32
  /// The attempt at that version, from 1.
  let attempt: Int32
  /// What is done.
  let step: Step

  /// Makes a key of checked parts.
  init(claimID: String, version: Int32, attempt: Int32, step: Step) {
    self.claimID = claimID
    self.version = version
    self.attempt = attempt
    self.step = step
  }

  /// Reads the key of a request for `step`.
  init(_ message: TypeV1.StepKey?, _ step: Step) throws(MessageError) {
    guard let message else { throw MessageError("key", "is missing") }
    claimID = try MessageCheck.identifier(message.claimID, "key.claim_id")
    guard message.version >= 1 else { throw MessageError("key.version", "is less than 1") }
    guard message.attempt >= 1 else { throw MessageError("key.attempt", "is less than 1") }
    guard message.step == step.rawValue else {
      throw MessageError("key.step", "is not \(step.rawValue)")
    }
    version = message.version
    attempt = message.attempt
    self.step = step
  }

  /// Reads a key that ``text`` wrote, or gives nothing for the key of another step.
  init?(text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let step = Step(rawValue: String(parts[0])),
      let version = Int32(parts[1]), let attempt = Int32(parts[2])
    else { return nil }
    self.init(claimID: String(parts[3]), version: version, attempt: attempt, step: step)
  }

  /// The key as one text, the same for equal keys only: the claim, which may hold a slash, is last.
  var text: String { "\(step.rawValue)/\(version)/\(attempt)/\(claimID)" }

  /// Version and claim as people write them.
  var record: String { "\(claimID) version \(version)" }
}
