import Domain
import EDI
import Messages
import SampleClaims
import Testing

@testable import Gateway

@Suite("A claim of a file says what its sender meant")
struct FileConversionTests {
  private func read(_ text: String) throws -> [X12Claim] {
    var reader = X12FileReader()
    reader.push(text.utf8)
    reader.finish()
    var claims: [X12Claim] = []
    while let event = try reader.next() {
      if case .claim(let claim) = event { claims.append(claim) }
    }
    return claims
  }

  private func envelope(holdsEncounters: Bool = false) -> SampleEnvelope {
    SampleEnvelope(
      sender: "CLINIC", receiver: "HMO", payerName: "HMO", payerID: "HMO",
      interchangeControlNumber: 1, day: Sample.today, holdsEncounters: holdsEncounters)
  }

  private func messages(
    _ claims: [SampleClaim], holdsEncounters: Bool = false
  ) throws -> [ClaimV1.Claim] {
    try read(ClaimFileWriter.text(of: claims, in: envelope(holdsEncounters: holdsEncounters)))
      .map { ClaimV1.Claim($0) }
  }

  @Test(
    "Every claim of a sample world comes through with all that it says",
    arguments: [1, 2] as [UInt64])
  func sampleWorld(seed: UInt64) throws {
    let samples = SampleWorld(seed: seed, claims: 60).claims
    let messages = try messages(samples)
    #expect(messages.count == samples.count)
    for (sample, message) in zip(samples, messages) {
      #expect(message.patientControlNumber == sample.id)
      #expect(message.billingProvider?.npi == sample.billing.npi)
      #expect(message.billingProvider?.tin == sample.billing.taxID)
      #expect(message.patient?.memberID == sample.member.id)
      #expect(message.patient?.familyName == sample.member.lastName)
      #expect(message.patient?.givenName == sample.member.firstName)
      #expect(message.patient?.birthDate?.days == sample.member.birth.number)
      #expect(message.patient?.postalCode == sample.member.address.postalCode)
      #expect(message.charge?.cents == sample.lineTotal.cents)
      #expect(message.placeOfService == sample.placeOfService)
      #expect(message.diagnoses == sample.diagnoses)
      #expect(message.authorizationNumber == sample.authorizationNumber ?? "")
      #expect(message.referralNumber == sample.referralNumber ?? "")
      #expect(message.frequency == "1" && !message.isEncounter && !message.hasOtherPayer)
      #expect(message.lines.map(\.lineNumber) == sample.lines.indices.map { Int32($0 + 1) })
      for (line, expected) in zip(message.lines, sample.lines) {
        #expect(line.procedure == expected.code)
        #expect(line.charge?.cents == expected.charge.cents)
        #expect(line.quantity?.thousandths == expected.units.thousandths)
        #expect(line.from?.days == expected.day.number)
        #expect(line.diagnosisPointers == expected.pointers.map(Int32.init))
      }
      let faults = message.read().faults
      #expect(faults.isEmpty)
    }
  }

  @Test("Modifiers, several days, emergencies, providers and numbers of lines come through")
  func everything() throws {
    var sample = try #require(SampleWorld(seed: 3, claims: 1).claims.first)
    sample.rendering = SamplePractitioner(npi: "1000002026", lastName: "ROE", firstName: "JO")
    sample.referring = SamplePractitioner(npi: "1000004048", lastName: "DOE", firstName: "ALEX")
    sample.diagnoses = ["M545", "E119"]
    sample.frequency = "7"
    sample.originalClaimNumber = "HC000000000009"
    sample.lines = [
      SampleLine(
        code: "G0283", modifiers: ["25", "59"], charge: Money(cents: 12_345),
        units: Quantity(units: 3), day: Day(number: 20_500), lastDay: Day(number: 20_502),
        pointers: [2, 1], isEmergency: true, controlNumber: "LINE-1")
    ]
    let message = try #require(try messages([sample]).first)
    #expect(message.renderingNPI == "1000002026" && message.referringNPI == "1000004048")
    #expect(message.frequency == "7" && message.originalClaimID == "HC000000000009")
    #expect(message.diagnoses == ["M545", "E119"])
    let line = try #require(message.lines.first)
    #expect(line.modifiers == ["25", "59"])
    #expect(line.from?.days == 20_500 && line.to?.days == 20_502)
    #expect(line.diagnosisPointers == [2, 1])
    #expect(line.isMarkedEmergency && line.lineControlNumber == "LINE-1")
    #expect(line.quantity?.thousandths == 3_000)
  }

  @Test("COB-2: another payer of a file comes through with all that it decided")
  func otherPayer() throws {
    var sample = try #require(SampleWorld(seed: 3, claims: 1).claims.first)
    sample.lines = Array(sample.lines.prefix(1))
    let text = ClaimFileWriter.text(of: [sample], in: envelope())
    let isBroken = text.contains("~\n")
    var segments = text.split(separator: "~").map { $0.filter { $0 != "\n" } }
      .filter { !$0.isEmpty }
    func place(_ start: String) throws -> Int {
      try #require(segments.firstIndex { $0.hasPrefix(start) })
    }
    segments[try place("SBR*")].replace("SBR*P*", with: "SBR*S*")
    segments.insert(
      contentsOf: [
        "SBR*P*18*OTHER1******CI", "CAS*PR*1*5", "AMT*D*120.5", "AMT*B6*150", "OI***Y***Y",
        "NM1*IL*1*DOE*JO****MI*X1", "NM1*PR*2*OTHER PLAN*****PI*OTHER", "DTP*573*D8*20260320",
      ], at: try place("LX*1"))
    segments.insert(
      contentsOf: ["SVD*OTHER*125.5*HC:G0463**1", "CAS*CO*45*50*1", "DTP*573*D8*20260321"],
      at: try place("SE*"))
    let (first, last) = (try place("ST*"), try place("SE*"))
    let number = segments[last].split(separator: "*").last ?? ""
    segments[last] = "SE*\(last - first + 1)*\(number)"
    let whole = segments.map { $0 + (isBroken ? "~\n" : "~") }.joined()
    let message = ClaimV1.Claim(try #require(try read(whole).first))
    #expect(message.payerOrder == "S" && message.hasOtherPayer)
    let payer = try #require(message.otherPayers.first)
    #expect(payer.payerID == "OTHER" && payer.payerOrder == "P" && payer.filingIndicator == "CI")
    #expect(payer.paid?.cents == 12_050 && payer.allowed?.cents == 15_000)
    #expect(payer.paidOn?.days == Day(iso: "2026-03-20")?.number)
    #expect(payer.adjustments.map(\.group) == ["PR"] && payer.adjustments.map(\.code) == ["1"])
    let line = try #require(message.lines.first?.otherPayers.first)
    #expect(line.payerID == "OTHER" && line.paid?.cents == 12_550)
    #expect(line.paidOn?.days == Day(iso: "2026-03-21")?.number)
    #expect(line.adjustments.map(\.amount?.cents) == [5_000])
  }

  @Test("A dependent is the patient, under the subscriber's number")
  func dependent() throws {
    var sample = try #require(SampleWorld(seed: 4, claims: 1).claims.first)
    sample.dependent = SampleDependent(
      relationship: "19", lastName: "SMALL", firstName: "KIM", birth: Day(number: 15_000), sex: "F",
      address: sample.member.address)
    let message = try #require(try messages([sample]).first)
    #expect(message.patient?.memberID == sample.member.id)
    #expect(message.patient?.familyName == "SMALL")
    #expect(message.patient?.givenName == "KIM")
    #expect(message.patient?.birthDate?.days == 15_000)
    #expect(message.patient?.sex == "F")
  }

  @Test("A file of encounters asks for no payment")
  func encounter() throws {
    let sample = try #require(SampleWorld(seed: 5, claims: 1).claims.first)
    #expect(try messages([sample], holdsEncounters: true).map(\.isEncounter) == [true])
  }

  @Test("The place of a fault is the segment that holds its field")
  func places() throws {
    let sample = try #require(SampleWorld(seed: 6, claims: 1).claims.first)
    let claim = try #require(
      try read(ClaimFileWriter.text(of: [sample], in: envelope())).first)
    let places = [
      "charge": "CLM", "place_of_service": "CLM", "frequency": "CLM",
      "patient_control_number": "CLM", "billing_provider.npi": "NM1", "billing_provider.tin": "REF",
      "lines[1].charge": "SV1", "lines[1].quantity": "SV1", "lines[1].from": "DTP",
      "lines[1].to": "DTP", "lines[1].procedure": "SV1", "patient.birth_date": "DMG",
      "patient.member_id": "NM1", "diagnoses[1]": "HI", "lines[1].diagnosis_pointers": "SV1",
      "patient.postal_code": "N4",
    ]
    for (field, segment) in places {
      #expect(FieldPlace.position(of: field, in: claim).segmentID == segment, "\(field)")
    }
  }

  @Test(
    "A field that names no line of the claim is placed at the claim",
    arguments: [
      "lines[0].charge", "lines[99].charge", "lines[-1].charge", "lines[].charge", "lines[",
      "lines]",
      "lines[9223372036854775808].charge", "",
    ])
  func unknownPlaces(field: String) throws {
    let sample = try #require(SampleWorld(seed: 6, claims: 1).claims.first)
    let claim = try #require(
      try read(ClaimFileWriter.text(of: [sample], in: envelope())).first)
    #expect(FieldPlace.position(of: field, in: claim).segmentID == "CLM")
  }
}
