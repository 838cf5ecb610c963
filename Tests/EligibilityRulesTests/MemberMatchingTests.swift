import Domain
import EligibilityRules
import Testing

@Suite("The person on a claim is matched to a member and never guessed")
struct MemberMatchingTests {
  private func match(
    _ person: PersonOnClaim, member: MemberIdentity?, namesakes: [MemberIdentity] = []
  ) -> (CoverageFacts.Match, String) {
    let outcome = MemberMatching.match(person, member: member, namesakes: namesakes)
    return (outcome.match, outcome.step.rule.name)
  }

  @Test("ELIG-MATCH-1: number, birth date and family name name one member")
  func matched() throws {
    let found = match(try Fixture.person(), member: try Fixture.identity())
    #expect(found == (.matched, "ELIG-MATCH-1"))
  }

  @Test("ELIG-MATCH-1: another postal code or given name does not matter with the number")
  func postalCodeIsNoMatter() throws {
    let found = match(
      try Fixture.person(postalCode: "10001"), member: try Fixture.identity())
    #expect(found == (.matched, "ELIG-MATCH-1"))
  }

  @Test("ELIG-MATCH-1: number and birth date with another family name are a name mismatch")
  func nameMismatch() throws {
    let found = match(try Fixture.person(name: "Chen"), member: try Fixture.identity())
    #expect(found == (.nameMismatch, "ELIG-MATCH-1"))
  }

  @Test("ELIG-MATCH-2: a known number with another birth date is for a person to look at")
  func birthDateDiffers() throws {
    let found = match(try Fixture.person(birth: "1980-03-01"), member: try Fixture.identity())
    #expect(found == (.birthDateDiffers, "ELIG-MATCH-2"))
  }

  @Test("ELIG-MATCH-2: the birth date counts before the name")
  func birthDateBeforeName() throws {
    let found = match(
      try Fixture.person(name: "Chen", birth: "1980-03-01"), member: try Fixture.identity())
    #expect(found == (.birthDateDiffers, "ELIG-MATCH-2"))
  }

  @Test("ELIG-MATCH-3: an unknown number with name, birth date and postal code points to someone")
  func possible() throws {
    let found = match(
      try Fixture.person(id: "M9"), member: nil, namesakes: [try Fixture.identity()])
    #expect(found == (.possible, "ELIG-MATCH-3"))
  }

  @Test("ELIG-MATCH-3: several namesakes are possible and none is chosen")
  func severalPossible() throws {
    let namesakes = [try Fixture.identity(), try Fixture.identity(id: "M1002")]
    let outcome = MemberMatching.match(
      try Fixture.person(id: "M9"), member: nil, namesakes: namesakes)
    #expect(outcome.match == .possible)
    #expect(outcome.step.facts.contains(TraceStep.Fact("candidates", 2)))
  }

  @Test("ELIG-MATCH-3: nine digits of a postal code agree with their first five")
  func longPostalCode() throws {
    let found = match(
      try Fixture.person(id: "M9", postalCode: "94110-1234"), member: nil,
      namesakes: [try Fixture.identity()])
    #expect(found.0 == .possible)
  }

  @Test("ELIG-MATCH-3: a claim without a postal code rules nobody out")
  func missingPostalCode() throws {
    let found = match(
      try Fixture.person(id: "M9", postalCode: ""), member: nil,
      namesakes: [try Fixture.identity()])
    #expect(found.0 == .possible)
  }

  @Test("ELIG-MATCH-4: nobody at all is not found")
  func notFound() throws {
    let found = match(try Fixture.person(id: "M9"), member: nil)
    #expect(found == (.notFound, "ELIG-MATCH-4"))
  }

  @Test("ELIG-MATCH-4: another postal code, birth date or name is nobody")
  func nearMisses() throws {
    let namesakes = [
      try Fixture.identity(postalCode: "94111"), try Fixture.identity(birth: "1980-02-28"),
      try Fixture.identity(name: "Chen"),
    ]
    let found = match(try Fixture.person(id: "M9"), member: nil, namesakes: namesakes)
    #expect(found == (.notFound, "ELIG-MATCH-4"))
  }

  @Test("ELIG-MATCH-1: no step holds a name, birth date or postal code")
  func stepsHoldNoMemberData() throws {
    let person = try Fixture.person()
    let outcomes = [
      MemberMatching.match(person, member: try Fixture.identity(), namesakes: []),
      MemberMatching.match(person, member: try Fixture.identity(name: "Chen"), namesakes: []),
      MemberMatching.match(
        person, member: try Fixture.identity(birth: "1999-01-01"), namesakes: []),
      MemberMatching.match(person, member: nil, namesakes: [try Fixture.identity()]),
    ]
    let printed = outcomes.map { "\($0.step)" }.joined().lowercased()
    for secret in ["rivera", "1980", "94110", "m1001"] {
      #expect(!printed.contains(secret))
    }
  }
}
