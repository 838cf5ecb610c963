import Domain

extension SampleWorld {
  /// Tells a story: adds its records, its claim and its answer.
  mutating func tell(_ story: SampleStory) {
    switch story {
    case .primaryCareVisit: visit(story, at: .familyPractice, copay: 2_500)
    case .approvedImaging: imaging(story, withVisit: false)
    case .sequestration: orthosis(story)
    case .missingReferral: unreferred(story)
    case .referredVisit: referred(story)
    case .missingAuthorization: unauthorized(story)
    case .coverageEnded: late(story)
    case .duplicate: duplicate(story)
    case .unknownMember: stranger(story)
    case .preventiveVisit: preventive(story)
    case .staffVisit: capitated(story, at: .staffPhysician, withInjection: false)
    case .capitatedVisit: capitated(story, at: .groupPhysician, withInjection: true)
    case .outOfNetwork: outside(story)
    case .unitsCutBack: therapy(story)
    case .notBenefit: denied(story, "V2020", "PR-204")
    case .missingRate: pended(story, "R0070")
    case .missingBenefitRow: pended(story, "T1016")
    case .birthDateDiffers: wrongBirthDate(story)
    case .visitAndInjection: visitAndInjection(story)
    case .visitAndImaging: imaging(story, withVisit: true)
    }
  }

  // MARK: Paid

  private mutating func visit(_ story: SampleStory, at provider: SampleProvider, copay: Int64) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let line = billed("T1015")
    add(
      claim(person, provider, [line]),
      paid(story, [answer(line, share: ["PR-3": copay])]))
  }

  private mutating func visitAndInjection(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let lines = [billed("T1015"), billed("J3420")]
    add(
      claim(person, .familyPractice, lines),
      paid(
        story, [answer(lines[0], share: ["PR-3": 2_500]), answer(lines[1], share: ["PR-2": 368])]))
  }

  private mutating func imaging(_ story: SampleStory, withVisit: Bool) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let used = Int64(random.number(in: 0..<101)) * 1_000
    open(person, product: "COM-HMO", deductibleUsed: Money(cents: used))
    let provider: SampleProvider = withVisit ? .familyPractice : .imaging
    let number = authorize(person, "C8903", units: 1, for: provider)
    let deductible = min(80_000, 100_000 - used)
    let coinsurance = ((80_000 - deductible) * 2 + 5) / 10
    var lines = withVisit ? [billed("T1015")] : []
    var answers = lines.map { answer($0, share: ["PR-3": 2_500]) }
    let image = billed("C8903")
    lines.append(image)
    answers.append(answer(image, share: ["PR-1": deductible, "PR-2": coinsurance]))
    add(claim(person, provider, lines, authorization: number), paid(story, answers))
  }

  private mutating func orthosis(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "MA-HMO")
    let line = billed("L1832")
    add(
      claim(person, .familyPractice, [line]),
      paid(story, [answer(line, share: ["PR-1": 5_000, "PR-2": 1_000], sequestration: 80)]))
  }

  private mutating func referred(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let number = refer(person, to: .orthopedist)
    let line = billed("T1015")
    add(
      claim(person, .orthopedist, [line], referral: number),
      paid(story, [answer(line, share: ["PR-3": 5_000])]))
  }

  private mutating func preventive(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let line = billed("G0438")
    add(claim(person, .familyPractice, [line]), paid(story, [answer(line, share: [:])]))
  }

  private mutating func capitated(
    _ story: SampleStory, at provider: SampleProvider, withInjection: Bool
  ) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO", primaryCare: provider)
    let visit = billed("T1015")
    var lines = [visit]
    let rest = visit.charge - Money(cents: 2_500)
    var answers = [
      SampleAnswer.Line(
        adjustments: ["CO-24": rest, "PR-3": Money(cents: 2_500)], paid: .zero)
    ]
    if withInjection {
      lines.append(billed("J3420"))
      answers.append(answer(lines[1], share: ["PR-2": 368]))
    }
    add(claim(person, provider, lines), paid(story, answers))
  }

  private mutating func therapy(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let number = authorize(person, "G0283", units: 2, for: .familyPractice)
    let unitCharge = Int64(4_000 + random.number(in: 0..<4_000))
    let line = SampleLine(
      code: "G0283", charge: Money(cents: unitCharge * 4), units: Quantity(units: 4),
      day: serviceDay())
    let half = unitCharge * 2
    add(
      claim(person, .familyPractice, [line], authorization: number),
      paid(
        story,
        [
          SampleAnswer.Line(
            adjustments: [
              "CO-198": Money(cents: half), "CO-45": Money(cents: half - 6_000),
            ], paid: Money(cents: 6_000))
        ]))
  }

  private mutating func duplicate(_ story: SampleStory) {
    visit(.primaryCareVisit, at: .familyPractice, copay: 2_500)
    guard var again = claims.last else { return }
    again.id = nextNumber
    let lines = again.lines.map { line in
      SampleAnswer.Line(adjustments: ["OA-18": line.charge], paid: .zero)
    }
    add(
      again,
      SampleAnswer(claimID: again.id, story: story, state: .denied, lines: lines))
  }

  // MARK: Denied

  private mutating func unreferred(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    deny(story, claim(person, .orthopedist, [billed("T1015")]), "CO-288")
  }

  private mutating func unauthorized(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    deny(story, claim(person, .imaging, [billed("C8903")]), "CO-197")
  }

  private mutating func late(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO", until: "2026-01-31")
    deny(story, claim(person, .familyPractice, [billed("T1015")]), "PR-27")
  }

  private mutating func stranger(_ story: SampleStory) {
    let invented = inventPerson()
    // A name and a place of its own, so that nobody of the plan can be meant.
    let member = SampleMember(
      id: invented.member.id, lastName: "STRANGER", firstName: invented.member.firstName,
      birth: invented.member.birth, sex: invented.member.sex,
      address: SampleAddress(
        street: "1 FAR ROAD", city: "ELSEWHERE", state: "AK", postalCode: "99901"))
    let person = SamplePerson(member: member, familyID: invented.familyID)
    deny(story, claim(person, .familyPractice, [billed("T1015")]), "PR-31")
  }

  private mutating func outside(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let line = billed("T1015")
    let early = SampleLine(code: line.code, charge: line.charge, day: Day(number: 20_455))
    deny(story, claim(person, .outsider, [early]), "CO-29")
  }

  private mutating func denied(_ story: SampleStory, _ code: String, _ label: String) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    deny(story, claim(person, .familyPractice, [billed(code)]), label)
  }

  private mutating func deny(_ story: SampleStory, _ claim: SampleClaim, _ label: String) {
    let lines = claim.lines.map { line in
      SampleAnswer.Line(adjustments: [label: line.charge], paid: .zero)
    }
    add(claim, SampleAnswer(claimID: claim.id, story: story, state: .denied, lines: lines))
  }

  // MARK: Pended

  private mutating func pended(_ story: SampleStory, _ code: String) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let claim = claim(person, .familyPractice, [billed(code)])
    add(claim, SampleAnswer(claimID: claim.id, story: story, state: .pended, lines: []))
  }

  private mutating func wrongBirthDate(_ story: SampleStory) {
    let person = inventPerson()
    enroll(person, in: "COM-HMO")
    let member = person.member
    let other = SampleMember(
      id: member.id, lastName: member.lastName, firstName: member.firstName,
      birth: member.birth.adding(days: 1), sex: member.sex, address: member.address)
    let claim = claim(
      SamplePerson(member: other, familyID: person.familyID), .familyPractice, [billed("T1015")])
    add(claim, SampleAnswer(claimID: claim.id, story: story, state: .pended, lines: []))
  }

  // MARK: Parts

  private mutating func serviceDay() -> Day {
    Day(number: 20_494 + Int32(random.number(in: 0..<200)))
  }

  /// A line whose charge lies above the fee by up to 100 dollars.
  private mutating func billed(_ code: String) -> SampleLine {
    let fee = SampleReference.fees.first { $0.code == code }?.cents ?? 12_000
    let charge = Money(cents: fee + 1 + Int64(random.number(in: 0..<10_000)))
    return SampleLine(code: code, charge: charge, day: serviceDay())
  }

  private func claim(
    _ person: SamplePerson, _ provider: SampleProvider, _ lines: [SampleLine],
    authorization: String? = nil, referral: String? = nil
  ) -> SampleClaim {
    SampleClaim(
      id: nextNumber,
      billing: provider.billing, member: person.member,
      placeOfService: "11", diagnoses: ["M545"], lines: lines,
      authorizationNumber: authorization, referralNumber: referral)
  }

  private func paid(_ story: SampleStory, _ lines: [SampleAnswer.Line]) -> SampleAnswer {
    SampleAnswer(claimID: nextNumber, story: story, state: .payable, lines: lines)
  }

  private func answer(
    _ line: SampleLine, share: [String: Int64], sequestration: Int64 = 0
  ) -> SampleAnswer.Line {
    let fee = SampleReference.fees.first { $0.code == line.code }?.cents ?? 0
    var adjustments = ["CO-45": Money(cents: line.charge.cents - fee)]
    for (label, cents) in share where cents > 0 { adjustments[label] = Money(cents: cents) }
    if sequestration > 0 { adjustments["CO-253"] = Money(cents: sequestration) }
    let total = adjustments.values.reduce(Money.zero, +)
    return SampleAnswer.Line(adjustments: adjustments, paid: line.charge - total)
  }
}
