/// The key of one changing call of one attempt at one version of a claim.
struct StepKey: Hashable, Sendable {
  /// The payer's claim number.
  let claimID: String
  /// The version of the claim.
  let version: Int32
  /// The attempt at that version.
  let attempt: Int32
  /// The step, which holds no slash.
  let step: String

  /// Makes a key.
  init(claimID: String, version: Int32, attempt: Int32, step: String) {
    self.claimID = claimID
    self.version = version
    self.attempt = attempt
    self.step = step
  }

  /// Reads what ``text`` wrote.
  init?(text: String) {
    let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let version = Int32(parts[0]), let attempt = Int32(parts[1]) else {
      return nil
    }
    self.init(
      claimID: String(parts[3]), version: version, attempt: attempt, step: String(parts[2]))
  }

  /// The key as one text, the same for equal keys only.
  ///
  /// The claim stands last: whatever it holds, the parts before it are found again, and keys of the
  /// same step lie together in an index.
  var text: String { "\(version)/\(attempt)/\(step)/\(claimID)" }
}
