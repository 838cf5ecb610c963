import Domain
import SampleClaims
import Testing

/// Invented claims for these tests.
enum InventedClaims {
  static func envelope(claimsPerSet: Int) -> SampleEnvelope {
    SampleEnvelope(
      sender: "CLINICS", receiver: "EXAMPLEHMO", payerName: "EXAMPLE HMO", payerID: "99001",
      interchangeControlNumber: 42, day: Day(number: 20_522), claimsPerSetMax: claimsPerSet)
  }

  static func claims(count: Int, seed: UInt64) throws -> [SampleClaim] {
    var random = SeededRandom(seed: seed)
    let billings = try (0..<3).map(billing)
    let people = try (0..<4).map(practitioner)
    return try (0..<count).map { index in
      let first = Day(number: 20_400 + Int32(random.number(in: 0..<90)))
      let lines = try (0..<random.number(in: 1..<5)).map { number in
        try line(number, day: first, &random)
      }
      let hasDependent = random.happens(inThousand: 300)
      return SampleClaim(
        id: "CLAIM\(index)", billing: billings[random.number(in: 0..<3)],
        rendering: random.happens(inThousand: 700) ? random.element(of: people) : nil,
        referring: random.happens(inThousand: 300) ? random.element(of: people) : nil,
        member: member(random.number(in: 0..<5)),
        dependent: hasDependent ? dependent(random.number(in: 0..<2)) : nil,
        placeOfService: "11",
        diagnoses: ["I10", "E119", "J069"].prefix(random.number(in: 1..<4)).map { $0 },
        lines: lines,
        authorizationNumber: random.happens(inThousand: 400) ? "AUTH\(index)" : nil,
        referralNumber: random.happens(inThousand: 200) ? "REFER\(index)" : nil)
    }
  }

  private static func line(
    _ number: Int, day: Day, _ random: inout SeededRandom
  ) throws -> SampleLine {
    let chosen = random.element(of: SampleService.all)
    let service = try #require(chosen)
    return SampleLine(
      code: service.code,
      modifiers: ["25", "59", "RT", "XS"].prefix(random.number(in: 0..<5)).map { $0 },
      charge: Money(cents: Int64(random.number(in: 0..<300_000))),
      units: Quantity(thousandths: Int64(random.number(in: 1..<9_000))), day: day,
      lastDay: random.happens(inThousand: 300) ? day.adding(days: 2) : nil,
      pointers: [1], isEmergency: random.happens(inThousand: 100),
      controlNumber: random.happens(inThousand: 500) ? "LINE\(number)" : nil)
  }

  private static func billing(_ number: Int) throws -> SampleBillingProvider {
    SampleBillingProvider(
      npi: try npi(stem: "10000000\(number)"), taxID: "12345678\(number)",
      name: "EXAMPLE CLINIC \(number)", taxonomy: number == 0 ? nil : "207Q00000X",
      address: SampleAddress(
        street: "\(number) MAIN ST", city: "SPRINGFIELD", state: "IL", postalCode: "62701"))
  }

  private static func practitioner(_ number: Int) throws -> SamplePractitioner {
    SamplePractitioner(
      npi: try npi(stem: "10000001\(number)"), lastName: "DOE\(number)",
      firstName: "ALEX", taxonomy: number == 1 ? nil : "207R00000X")
  }

  private static func npi(stem: String) throws -> String {
    let npi = NPI(stem: stem)
    return try #require(npi).digits
  }

  private static func member(_ number: Int) -> SampleMember {
    SampleMember(
      id: "M0000000\(number)", lastName: "SAMPLE", firstName: "MEMBER\(number)",
      birth: Day(number: Int32(number) * 900), sex: number == 0 ? "F" : "M",
      address: SampleAddress(
        street: "\(number) OAK AVE", city: "SPRINGFIELD", state: "IL", postalCode: "62702"),
      groupNumber: "GROUP1")
  }

  private static func dependent(_ number: Int) -> SampleDependent {
    SampleDependent(
      relationship: number == 0 ? "01" : "19", lastName: "SAMPLE", firstName: "CHILD\(number)",
      birth: Day(number: 15_000), sex: "F",
      address: SampleAddress(
        street: "1 OAK AVE", city: "SPRINGFIELD", state: "IL", postalCode: "62702"))
  }
}
