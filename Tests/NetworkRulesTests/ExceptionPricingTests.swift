import Domain
import NetworkRules
import Testing

@Suite("Prices where no contract gives one")
struct ExceptionPricingTests {
  private func letter(
    _ number: String = "A7", of npi: String = Fixture.stranger, from: String = "2026-01-01",
    to: String = "2026-12-31", _ procedure: String = "99213"
  ) throws -> LetterOfAgreement {
    LetterOfAgreement(
      key: LetterOfAgreement.Key(authorizationNumber: number, providerNPI: npi),
      days: try Fixture.days(from, to), rates: [procedure: Money(cents: 50_000)],
      sequestrationClause: .passThrough)
  }

  private func terms(
    _ basis: OutOfNetworkTerms.Basis = .qualifyingPayment, product: String = "COM-HMO",
    schedule: String = "QPA"
  ) throws -> OutOfNetworkTerms {
    OutOfNetworkTerms(
      productID: product, days: try Fixture.days("2026-01-01", "2026-12-31"), basis: basis,
      feeScheduleID: schedule)
  }

  private func directory(
    letters: [LetterOfAgreement] = [], terms: [OutOfNetworkTerms] = [], fees: [FeeRow] = [],
    end: String = "9999-12-31", excluded: DaySpan? = nil
  ) throws -> NetworkDirectory {
    let contract = try Fixture.contract(to: end) {
      $0.withhold = BasisPoints(1_000)
      $0.isLesserOf = false
      $0.timelyFilingDays = 77
    }
    return NetworkDirectory(
      providers: [
        Fixture.provider(Fixture.primaryCare),
        Fixture.provider(Fixture.stranger, role: .specialist, excluded: excluded),
      ],
      contracts: [contract], roster: [try Fixture.entry(Fixture.primaryCare)],
      fees: try [Fixture.fee("99213", 11_000)] + fees,
      exceptions: PriceExceptions(letters: letters, terms: terms))
  }

  private func line(
    _ iso: String = "2026-03-10", procedure: String = "99213",
    rendering: String = Fixture.stranger, authorization: String = "", isOwed: Bool = false,
    place: String = "11", modifiers: [String] = []
  ) throws -> ContractQuestion.Line {
    var line = try Fixture.line(
      iso, procedure: procedure, modifiers: modifiers, rendering: rendering)
    line.authorizationNumber = authorization
    line.isOwedWithoutContract = isOwed
    line.placeOfService = place
    return line
  }

  private func answer(
    _ line: ContractQuestion.Line, _ directory: NetworkDirectory, tin: String = Fixture.ownTIN
  ) throws -> (line: ContractFacts.Line, trace: [TraceStep]) {
    try Fixture.answer(line, billedUnder: tin, in: directory)
  }

  // MARK: Letters

  @Test("NET-LETTER-1: a letter prices its provider, procedure and day under its authorization")
  func letterCounts() throws {
    let known = try directory(letters: [try letter()])
    let (priced, trace) = try answer(try line(authorization: "A7"), known)
    #expect(priced.status == .outOfNetwork)
    #expect(
      priced.letter
        == AgreedRate(
          authorizationNumber: "A7", amount: Money(cents: 50_000),
          sequestrationClause: .passThrough))
    #expect(!priced.isPricedBesideContracts && priced.unitFee == nil)
    #expect(priced.pricedByLetter.isPricedBesideContracts)
    #expect(priced.pricedByLetter.letterAuthorizationNumber == "A7")
    #expect(trace.contains { $0.rule.name == "NET-LETTER-1" })
  }

  @Test("NET-LETTER-1: whatever the letter does not name it does not price")
  func letterDoesNotCount() throws {
    let known = try directory(letters: [try letter()])
    let lines = [
      try line(), try line(authorization: "A8"),
      try line("2027-01-01", authorization: "A7"), try line("2025-12-31", authorization: "A7"),
      try line(procedure: "99214", authorization: "A7"),
      try line(rendering: Fixture.specialist, authorization: "A7"),
    ]
    for line in lines {
      let answer = try answer(line, known).line
      #expect(answer.letter == nil)
      #expect(!answer.isPricedBesideContracts)
    }
    let last = try answer(try line("2026-12-31", authorization: "A7"), known).line
    #expect(last.letter?.authorizationNumber == "A7")
  }

  @Test("NET-LETTER-1: a letter stands beside a contract and forgets what that says about price")
  func letterBeforeContract() throws {
    let known = try directory(letters: [try letter(of: Fixture.primaryCare)])
    let priced = try answer(
      try line(rendering: Fixture.primaryCare, authorization: "A7"), known, tin: Fixture.groupTIN
    ).line
    #expect(priced.status == .inNetwork)
    #expect(priced.unitFee == Money(cents: 11_000))
    #expect(priced.withhold == BasisPoints(1_000))
    #expect(!priced.isLesserOf)
    let agreed = priced.pricedByLetter
    #expect(agreed.unitFee == Money(cents: 50_000))
    #expect(agreed.withhold == .zero)
    #expect(agreed.isLesserOf)
    #expect(agreed.timelyFilingDays == 77)
  }

  @Test("LETTER-1: the letter counts where the authorization that it names is held")
  func settled() throws {
    let known = try directory(letters: [try letter(of: Fixture.primaryCare)])
    let answer = try answer(
      try line(rendering: Fixture.primaryCare, authorization: "A7"), known, tin: Fixture.groupTIN
    ).line
    for outcome in HoldFacts.AuthorizationOutcome.allCases {
      let hold = HoldFacts.Line(lineNumber: 1, authorization: outcome, authorizationNumber: "A7")
      let isHeld = outcome == .held
      #expect(answer.settled(by: hold) == (isHeld ? answer.pricedByLetter : answer.withoutLetter))
    }
    let other = HoldFacts.Line(lineNumber: 1, authorization: .held, authorizationNumber: "A8")
    #expect(answer.settled(by: other) == answer.withoutLetter)
    #expect(answer.settled(by: nil) == answer.withoutLetter)
  }

  @Test("NET-LETTER-1: an exclusion stays the finding")
  func letterOfExcluded() throws {
    let known = try directory(
      letters: [try letter()], excluded: try Fixture.days("2020-01-01"))
    let status = try answer(try line(authorization: "A7"), known).line.status
    #expect(status == .renderingExcluded)
  }

  // MARK: Without a contract

  @Test("NET-OON-2: an emergency without a contract has what the product owes")
  func owed() throws {
    let known = try directory(
      terms: [try terms()], fees: [try Fixture.fee("99285", 95_000, schedule: "QPA")])
    let (priced, trace) = try answer(
      try line(procedure: "99285", isOwed: true, place: "23"), known)
    #expect(priced.status == .outOfNetwork)
    #expect(priced.feeMethod == .qualifyingPayment)
    #expect(priced.unitFee == Money(cents: 95_000))
    #expect(trace.contains { $0.rule.name == "NET-OON-2" })
    let elective = try answer(try line(procedure: "99285"), known).line
    #expect(!elective.isPricedBesideContracts)
    #expect(elective.unitFee == nil)
  }

  @Test("NET-OON-2: G63, after the contract ended its terms do not count any more")
  func ended() throws {
    let known = try directory(
      terms: [try terms()], fees: [try Fixture.fee("99285", 95_000, schedule: "QPA")],
      end: "2026-05-31")
    let line = try line(
      "2026-06-10", procedure: "99285", rendering: Fixture.primaryCare, isOwed: true, place: "23")
    let priced = try answer(line, known, tin: Fixture.groupTIN).line
    #expect(priced.status == .ended)
    #expect(priced.feeMethod == .qualifyingPayment)
    #expect(priced.withhold == .zero)
    #expect(priced.isLesserOf)
  }

  @Test("NET-OON-2: who is in the network keeps the contract's price, also in an emergency")
  func inNetwork() throws {
    let known = try directory(
      terms: [try terms()], fees: [try Fixture.fee("99213", 95_000, schedule: "QPA")])
    let line = try line(rendering: Fixture.primaryCare, isOwed: true, place: "23")
    let priced = try answer(line, known, tin: Fixture.groupTIN).line
    #expect(priced.feeMethod == .feeSchedule)
    #expect(priced.unitFee == Money(cents: 11_000))
  }

  @Test("NET-OON-2: a provider beside the roster has what is owed without a contract")
  func besideRoster() throws {
    let known = try directory(
      terms: [try terms()], fees: [try Fixture.fee("99213", 95_000, schedule: "QPA")])
    let priced = try answer(
      try line(isOwed: true, place: "23"), known, tin: Fixture.groupTIN
    ).line
    #expect(priced.status == .notOnRoster)
    #expect(priced.unitFee == Money(cents: 95_000))
    #expect(priced.feeMethod == .qualifyingPayment)
  }

  @Test("NET-OON-3: no terms, no row and a row of nothing give no price")
  func nothingListed() throws {
    let other = try terms(product: "MA-HMO")
    let zero = try Fixture.fee("99285", 0, schedule: "QPA")
    let cases: [([OutOfNetworkTerms], [FeeRow], String)] = [
      ([], [zero], "no_terms"), ([other], [zero], "no_terms"),
      ([try terms()], [], "none_listed"), ([try terms()], [zero], "none_listed"),
    ]
    for (terms, fees, outcome) in cases {
      let (found, trace) = try answer(
        try line(procedure: "99285", isOwed: true, place: "23"),
        try directory(terms: terms, fees: fees))
      #expect(found.unitFee == nil)
      #expect(!found.isPricedBesideContracts)
      #expect(trace.contains { $0.rule.name == "NET-OON-3" && $0.outcome == outcome })
    }
  }

  @Test("NET-OON-2: terms hold on their own days only")
  func days() throws {
    let known = try directory(
      terms: [try terms()],
      fees: [
        try Fixture.fee("99285", 95_000, from: "2020-01-01", to: "2030-12-31", schedule: "QPA")
      ])
    for (iso, isPriced) in [("2025-12-31", false), ("2026-01-01", true), ("2027-01-01", false)] {
      let found = try answer(
        try line(iso, procedure: "99285", isOwed: true, place: "23"), known
      ).line
      #expect(found.isPricedBesideContracts == isPriced)
    }
  }
}
