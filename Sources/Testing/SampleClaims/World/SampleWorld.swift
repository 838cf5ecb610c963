package import Domain

/// An invented HMO with members, providers and a file of claims, wholly made from a seed, with the
/// answer that each claim must come to.
///
/// Every claim has a member and a family of its own, so that its answer depends on no other claim,
/// except a duplicate, which repeats the claim before it.
package struct SampleWorld: Sendable {
  /// The claims in the order of the file.
  package private(set) var claims: [SampleClaim] = []
  /// What each claim must come to, in the same order.
  package private(set) var answers: [SampleAnswer] = []
  var members: [JSONText] = []
  var authorizations: [JSONText] = []
  var referrals: [JSONText] = []
  var balances: [JSONText] = []
  var random: SeededRandom
  private let seed: UInt64
  private let prefix: String

  /// Which stories a world tells and how often.
  package enum Mix: Sendable {
    /// Every story in turn, then stories drawn at random.
    case every
    /// Two lines a claim, four claims in ten with an authorization, all paid.
    case load
  }

  /// Makes a world.
  ///
  /// - Parameters:
  ///   - count: How many claims; a duplicate adds the claim that it repeats.
  ///   - prefix: Begins every number that the world gives, so that several worlds can be loaded.
  package init(seed: UInt64, claims count: Int, mix: Mix = .every, prefix: String = "S") {
    self.seed = seed
    self.prefix = prefix
    random = SeededRandom(seed: seed)
    for index in 0..<max(0, count) {
      tell(story(index, mix))
    }
  }

  private mutating func story(_ index: Int, _ mix: Mix) -> SampleStory {
    switch mix {
    case .load:
      return index % 5 < 3 ? .visitAndInjection : .visitAndImaging
    case .every:
      let all = SampleStory.allCases
      if index < all.count { return all[index] }
      return random.element(of: all) ?? .primaryCareVisit
    }
  }

  mutating func add(_ claim: SampleClaim, _ answer: SampleAnswer) {
    claims.append(claim)
    answers.append(answer)
  }

  /// The number of the next claim and of everything that belongs to it.
  var nextNumber: String {
    let digits = String(claims.count + 1)
    return prefix + String(seed) + "-" + String(repeating: "0", count: max(0, 6 - digits.count))
      + digits
  }

  /// The claims as an 837P file.
  package func file(interchangeControlNumber: Int, day: Day) -> String {
    ClaimFileWriter.text(
      of: claims,
      in: SampleEnvelope(
        sender: "SAMPLECLINIC", receiver: "SAMPLEHMO", payerName: "SAMPLE HMO",
        payerID: "SAMPLEHMO", interchangeControlNumber: interchangeControlNumber, day: day,
        claimsPerSetMax: 100))
  }
}
