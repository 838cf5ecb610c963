import ClaimRules
import Domain
import Testing

@Suite("Screening: resemblance, papers and what people decide")
struct QueueScreeningTests {
  @Test("DUP-2: a line that resembles another waits, unless something denies it")
  func possibleDuplicate() {
    let screening = ScreeningFixture { $0.possibleDuplicates = [1] }.screening
    #expect(screening.pends == [Pend(.possibleDuplicate, line: 1)])
    let denied = ScreeningFixture {
      $0.possibleDuplicates = [1]
      $0.contract.lines = [Fixture.contracted(1, .ended)]
    }.screening
    #expect(denied.pends.isEmpty && denied.denials == [.contractEnded])
  }

  @Test("DUP-2: a person lets the line go on, or denies it as a duplicate")
  func decided() {
    let proceeding = ScreeningFixture {
      $0.possibleDuplicates = [1]
      $0.overruled = [Pend(.possibleDuplicate, line: 1)]
    }.screening
    #expect(proceeding.pends.isEmpty && proceeding.reasons.isEmpty)
    #expect(proceeding.trace.contains { $0.outcome == "overruled: POSSIBLE_DUPLICATE" })
    let denied = ScreeningFixture {
      $0.possibleDuplicates = [1]
      $0.decided = [1: .duplicate]
    }.screening
    #expect(denied.denials == [.duplicate] && denied.pends.isEmpty)
  }

  @Test("DUP-2: nothing is said of a patient who is not known")
  func unknownMember() {
    let screening = ScreeningFixture {
      $0.possibleDuplicates = [1]
      $0.coverage = CoverageFacts(match: .birthDateDiffers)
    }.screening
    #expect(screening.pendReasons == [.birthDateDiffers])
  }

  @Test(
    "DUP-2: a modifier says that a service is distinct",
    arguments: ["25", "50", "59", "76", "77", "91", "RT", "LT", "XE", "XS", "XP", "XU"])
  func distinct(modifier: String) {
    var line = Fixture.line()
    #expect(!line.isDistinctService)
    line.modifiers = ["GT"]
    #expect(!line.isDistinctService)
    line.modifiers = ["GT", modifier]
    #expect(line.isDistinctService)
  }

  @Test("DUP-2: member, birth date, day and procedure make the service; amount and provider do not")
  func service() throws {
    func text(_ claim: SubmittedClaim) throws -> String {
      try #require(LineService(claim.lines[0], of: claim)).text
    }
    let claim = Fixture.claim()
    let same: [SubmittedClaim] = [
      claim.with { $0.billingNPI = Fixture.specialist },
      claim.withPatient { $0.givenName = "ROB" },
      claim.withLine { $0.charge = Money(cents: 1) },
      claim.withLine { $0.placeOfService = "22" },
    ]
    let other: [SubmittedClaim] = [
      claim.withPatient { $0.memberID = "M2" },
      claim.withPatient { $0.birthDate = Day(number: 5_001) },
      claim.withLine { $0.from = Fixture.day.adding(days: 1) },
      claim.withLine { $0.procedure = "T1016" },
    ]
    #expect(try text(claim) == "2:M18:198309108:202605175:T1015", "stores hold this text")
    for claim in same { #expect(try text(claim) == text(Fixture.claim())) }
    for claim in other { #expect(try text(claim) != text(Fixture.claim())) }
    #expect(LineService(claim.withLine { $0.procedure = "" }.lines[0], of: claim) == nil)
  }

  @Test("EMERG-2: a person may let an unconfirmed emergency count as none")
  func emergencyOverruled() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.isMarkedEmergency = true }
      $0.overruled = [Pend(.emergencyUnconfirmed, line: 1)]
    }.screening
    #expect(screening.pends.isEmpty)
  }

  private func paper(_ number: String, _ transmission: String = "BM") -> SubmittedClaim.Attachment {
    SubmittedClaim.Attachment(transmission: transmission, controlNumber: number)
  }

  @Test("ATTACH-1: a promised paper is waited for, one that can be asked for is not")
  func promised() {
    let waiting = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.attachments = [paper("A1"), paper("A2", "AA")] }
    }.screening
    #expect(waiting.pends == [Pend(.attachmentAwaited)])
    let arrived = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.attachments = [paper("A1"), paper("A2", "AA")] }
      $0.papers = ["A1"]
    }.screening
    #expect(arrived.pends.isEmpty)
    let available = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.attachments = [paper("", "AA")] }
    }.screening
    #expect(available.pends.isEmpty)
  }

  @Test("ATTACH-1: a paper for a line holds up that line, none what is denied anyway")
  func promisedForLine() {
    let claim = Fixture.claim(lines: 2).with { $0.lines[1].attachments = [paper("A1")] }
    let waiting = ScreeningFixture {
      $0.claim = claim
      $0.coverage.lines = [Fixture.covered(1), Fixture.covered(2)]
      $0.contract.lines = [Fixture.contracted(1), Fixture.contracted(2)]
    }.screening
    #expect(waiting.pends == [Pend(.attachmentAwaited, line: 2)])
    let denied = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.attachments = [paper("A1")] }
      $0.contract.lines = [Fixture.contracted(1, .ended)]
    }.screening
    #expect(denied.pends.isEmpty)
  }

  @Test("ATTACH-2: what did not arrive in time is denied and no longer waited for")
  func notReceived() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.attachments = [paper("A1")] }
      $0.decided = [1: .attachmentMissing]
    }.screening
    #expect(screening.denials == [.attachmentMissing] && screening.pends.isEmpty)
  }
}
