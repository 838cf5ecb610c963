import ClaimRules
import Domain
import Testing

@Suite("Exact duplicates")
struct LineSignatureTests {
  private func bytes(_ claim: SubmittedClaim) -> [UInt8] {
    LineSignature(claim.lines[0], of: claim).bytes
  }

  /// Claims whose first lines differ in one thing each that makes them other services.
  private let different: [SubmittedClaim] = [
    Fixture.claim(), Fixture.claim().withPatient { $0.memberID = "M2" },
    Fixture.claim().with { $0.billingNPI = Fixture.specialist },
    Fixture.claim().with { $0.renderingNPI = Fixture.specialist },
    Fixture.claim().withLine { $0.from = Fixture.day.adding(days: 1) },
    Fixture.claim().withLine { $0.to = Fixture.day.adding(days: 1) },
    Fixture.claim().withLine { $0.procedure = "J3420" },
    Fixture.claim().withLine { $0.modifiers = ["25"] },
    Fixture.claim().withLine { $0.modifiers = ["25", "59"] },
    Fixture.claim().withLine { $0.modifiers = ["59", "25"] },
    Fixture.claim().with { $0.placeOfService = "22" },
    Fixture.claim().withLine { $0.charge += Money(cents: 1) },
    Fixture.claim().withLine { $0.quantity = Quantity(units: 2) },
  ]

  @Test("DUP-1: lines that differ in any part of a service have different signatures")
  func differentServices() {
    #expect(Set(different.map(bytes)).count == different.count)
  }

  @Test("DUP-1: the bytes are those of which stores hold digests: each part behind its length")
  func stored() {
    let professional = Fixture.claim().withLine { $0.modifiers = ["25", "59"] }
    let service =
      "2:M18:198309105:ROBIN10:100000101010:10000010108:202605178:202605175:T1015"
    #expect(
      String(decoding: bytes(professional), as: UTF8.self)
        == service + "5:25,592:115:120004:1000")
    let institutional = Fixture.claim().with {
      $0.kind = .institutional
      $0.institutional.typeOfBill = "0131"
      $0.lines[0].revenueCode = "0450"
    }
    #expect(
      String(decoding: bytes(institutional), as: UTF8.self)
        == service + "0:2:115:120004:100013:institutional4:04504:0131")
    let unknown = professional.withPatient {
      $0.memberID = String(repeating: "M", count: 100)
      $0.birthDate = nil
    }
    #expect(
      String(decoding: bytes(unknown), as: UTF8.self)
        .hasPrefix("100:" + String(repeating: "M", count: 100) + "0:5:ROBIN"))
  }

  @Test("DUP-1: what does not make another service leaves the signature as it is")
  func sameService() {
    let same = [
      Fixture.claim().with { $0.patientControlNumber = "P2" },
      Fixture.claim().with { $0.referringNPI = Fixture.specialist },
      Fixture.claim().with { $0.authorizationNumber = "A1" },
      Fixture.claim().with { $0.diagnoses = ["M545", "M546"] },
      Fixture.claim().withLine { $0.diagnosisPointers = [2] },
      Fixture.claim().withPatient { $0.familyName = "OTHER" },
      Fixture.claim().withLine { $0.to = Fixture.day },
      Fixture.claim().withLine { $0.placeOfService = "11" },
      Fixture.claim().with { $0.renderingNPI = Fixture.billing },
      Fixture.claim().withLine { $0.renderingNPI = Fixture.billing },
    ]
    for claim in same { #expect(bytes(claim) == bytes(Fixture.claim())) }
  }

  @Test("DUP-1: the line's number is no part of it, so that a repeat within a claim is found")
  func withinClaim() {
    let claim = Fixture.claim(lines: 2)
    #expect(
      LineSignature(claim.lines[0], of: claim) == LineSignature(claim.lines[1], of: claim))
  }

  @Test("DUP-1: a member's number cannot run into the parts behind it")
  func partsStayApart() {
    // Each pair would share a text if the parts were only written one after the other.
    let pairs = [
      (("M1", "1000001010"), ("M11", "000001010")), (("M1:", "10"), ("M1", ":10")),
      (("M110", ""), ("M1", "10")), (("1:M", "1:B"), ("1:M1:B", "")),
    ]
    for (left, right) in pairs {
      let texts = [left, right].map { member, billing in
        bytes(
          Fixture.claim().withPatient { $0.memberID = member }.with {
            $0.billingNPI = billing
            $0.renderingNPI = Fixture.specialist
          })
      }
      #expect(texts[0] != texts[1])
    }
  }

  @Test("DUP-1: random pairs of lines share a signature only when they are the same service")
  func randomPairs() {
    let seed = UInt64.random(in: .min ... .max)
    print("LineSignatureTests seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      let (left, right) = (Parts(&random), Parts(&random))
      #expect((bytes(left.claim) == bytes(right.claim)) == (left == right))
    }
  }

  /// The parts of a service, drawn from few values so that equal pairs occur.
  private struct Parts: Hashable {
    var member: String
    var procedure: String
    var modifiers: [String]
    var days: Int
    var cents: Int64

    init(_ random: inout SeededRandom) {
      member = random.pick(["1", "11", "1:1", "2:11"])
      procedure = random.pick(["T1015", "J3420"])
      modifiers = random.pick([[], ["25"], ["59"], ["25", "59"]])
      days = random.pick([0, 1])
      cents = random.pick([1, 11])
    }

    var claim: SubmittedClaim {
      Fixture.claim().withPatient { $0.memberID = member }.withLine { line in
        line.procedure = procedure
        line.modifiers = modifiers
        line.to = Fixture.day.adding(days: days)
        line.charge = Money(cents: cents)
      }
    }
  }

  @Test(
    "DUP-1: a replacement or void is not tested for duplicates",
    arguments: [("", true), ("1", true), ("7", false), ("8", false)])
  func exempt(frequency: String, isTested: Bool) {
    #expect(Fixture.claim().with { $0.frequency = frequency }.isTestedForDuplicates == isTested)
  }
}
