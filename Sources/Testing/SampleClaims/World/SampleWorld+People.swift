import Domain

/// A person of the sample world.
struct SamplePerson {
  let member: SampleMember
  let familyID: String
}

extension SampleWorld {
  /// Invents a person; nobody has this name, number and birth date.
  mutating func inventPerson() -> SamplePerson {
    let number = nextNumber
    let family = random.element(of: SampleWorld.familyNames) ?? "ARDEN"
    let given = random.element(of: SampleWorld.givenNames) ?? "ROBIN"
    let birth = Day(number: -9_000 + Int32(random.number(in: 0..<15_000)))
    let member = SampleMember(
      id: "M\(number)", lastName: family, firstName: given, birth: birth,
      sex: random.happens(inThousand: 500) ? "F" : "M",
      address: SampleAddress(
        street: "\(random.number(in: 1..<999)) OAK AVENUE", city: "SPRINGFIELD", state: "IL",
        postalCode: "62701"))
    return SamplePerson(member: member, familyID: "F\(number)")
  }

  /// Enrolls a person in a product.
  mutating func enroll(
    _ person: SamplePerson, in product: String, until last: String = "9999-12-31",
    primaryCare: SampleProvider = .familyPractice
  ) {
    members.append([
      "memberId": .text(person.member.id), "familyId": .text(person.familyID),
      "familyName": .text(person.member.lastName), "givenName": .text(person.member.firstName),
      "birthDate": .text(person.member.birth.description),
      "postalCode": .text(person.member.address.postalCode),
      "coverage": [
        [
          "productId": .text(product), "days": ["from": "2026-01-01", "to": .text(last)],
        ]
      ],
      "primaryCare": [
        [
          "npi": .text(primaryCare.npi),
          "days": ["from": "2026-01-01", "to": .text(last)],
        ]
      ],
    ])
  }

  /// Approves units of a procedure for a provider; returns the number.
  mutating func authorize(
    _ person: SamplePerson, _ procedure: String, units: Int64, for provider: SampleProvider
  ) -> String {
    let number = "A\(nextNumber)"
    authorizations.append([
      "authorizationNumber": .text(number), "memberId": .text(person.member.id),
      "providerNpi": .text(provider.npi), "state": "AUTHORIZATION_STATE_APPROVED",
      "lines": [
        [
          "lineNumber": 1, "procedure": .text(procedure), "approved": .text(String(units)),
          "days": ["from": "2026-01-01", "to": "2026-12-31"],
        ]
      ],
    ])
    return number
  }

  /// Refers a person to a specialist; returns the number.
  mutating func refer(_ person: SamplePerson, to provider: SampleProvider) -> String {
    let number = "R\(nextNumber)"
    referrals.append([
      "referralNumber": .text(number), "memberId": .text(person.member.id),
      "issuingNpi": .text(SampleProvider.familyPractice.npi),
      "isIssuerEligible": true, "targetNpi": .text(provider.npi),
      "targetSpecialty": .text(provider.specialty), "visits": 3,
      "days": ["from": "2026-01-01", "to": "2026-12-31"],
    ])
    return number
  }

  /// Lets a person begin with part of the deductible used.
  mutating func open(_ person: SamplePerson, product: String, deductibleUsed: Money) {
    guard deductibleUsed > .zero else { return }
    for (scope, holder) in [("member", person.member.id), ("family", person.familyID)] {
      balances.append([
        "scope": .text(scope), "holder": .text(holder), "productId": .text(product),
        "planYearStart": "2026-01-01", "kind": "deductible",
        "amount": .text(deductibleUsed.description),
      ])
    }
  }

  private static let familyNames = [
    "ARDEN", "BIRCHWOOD", "CALDERON", "DUNMORE", "EASTLEIGH", "FENWICK", "GALLOWAY", "HOLLIS",
    "INGRAM", "JESSUP", "KIRKLAND", "LARKSPUR",
  ]
  private static let givenNames = [
    "ROBIN", "ALEX", "JORDAN", "CASEY", "MORGAN", "AVERY", "QUINN", "RILEY", "DAKOTA", "EMERY",
  ]
}
