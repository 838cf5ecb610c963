package import Domain

/// Finds out whether the person on a claim is a member; it never guesses.
package enum MemberMatching {
  /// How the person was matched, and the step that says so.
  package struct Outcome: Hashable, Sendable {
    /// How the person was matched.
    package var match: CoverageFacts.Match
    /// What was compared; it says only what agreed, never a value.
    package var step: TraceStep
  }

  /// Compares `person` with the store (rules `ELIG-MATCH-1` to `ELIG-MATCH-4`).
  ///
  /// - Parameters:
  ///   - person: The person on the claim.
  ///   - member: The member whose number the claim has, when there is one.
  ///   - namesakes: Members with this family name and birth date; only looked at when the number is
  ///     unknown.
  package static func match(
    _ person: PersonOnClaim, member: MemberIdentity?, namesakes: [MemberIdentity]
  ) -> Outcome {
    guard let member else { return matchWithoutNumber(person, namesakes: namesakes) }
    guard member.birthDate == person.birthDate else { return birthDateDiffers }
    let isSameName = member.familyName.exposed.agrees(with: person.familyName.exposed)
    return isSameName ? matched : nameMismatch
  }

  private static func matchWithoutNumber(
    _ person: PersonOnClaim, namesakes: [MemberIdentity]
  ) -> Outcome {
    let candidates = namesakes.filter { isPossible($0, person) }
    let facts = [
      TraceStep.Fact("number_known", "no"), TraceStep.Fact("candidates", candidates.count),
    ]
    if candidates.isEmpty {
      return outcome(.notFound, EligibilityRuleName.memberNotFound, facts)
    }
    return outcome(.possible, EligibilityRuleName.possibleMember, facts)
  }

  private static func isPossible(_ member: MemberIdentity, _ person: PersonOnClaim) -> Bool {
    guard member.birthDate == person.birthDate,
      member.familyName.exposed.agrees(with: person.familyName.exposed)
    else { return false }
    let (known, billed) = (member.postalCode.exposed, person.postalCode.exposed)
    return known.isEmpty || billed.isEmpty || known.prefix(5) == billed.prefix(5)
  }

  private static let matched = outcome(
    .matched, EligibilityRuleName.numberAndBirthDate, [birthDateAgrees, nameAgrees("yes")])

  private static let nameMismatch = outcome(
    .nameMismatch, EligibilityRuleName.numberAndBirthDate, [birthDateAgrees, nameAgrees("no")])

  private static let birthDateDiffers = outcome(
    .birthDateDiffers, EligibilityRuleName.birthDateDiffers,
    [TraceStep.Fact("birth_date_agrees", "no")])

  private static let birthDateAgrees = TraceStep.Fact("birth_date_agrees", "yes")

  private static func nameAgrees(_ answer: String) -> TraceStep.Fact {
    TraceStep.Fact("family_name_agrees", answer)
  }

  private static func outcome(
    _ match: CoverageFacts.Match, _ rule: RuleName, _ facts: [TraceStep.Fact]
  ) -> Outcome {
    Outcome(match: match, step: TraceStep(rule, facts: facts, outcome: match.rawValue))
  }
}
