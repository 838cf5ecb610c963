import Domain
import EDI
import SampleClaims
import Testing

@Suite("Files of the sample writer")
struct SampleFileTests {
  @Test(
    "Every value that goes in comes out of the reader", arguments: [1, 7, 20_260_310] as [UInt64])
  func valuesSurvive(seed: UInt64) throws {
    let claims = try InventedClaims.claims(count: 200, seed: seed)
    let text = ClaimFileWriter.text(of: claims, in: InventedClaims.envelope(claimsPerSet: 60))
    let reading = FileReading(text)
    #expect(reading.error == nil)
    #expect(reading.verdicts.count == 4)
    #expect(reading.verdicts.allSatisfy { $0.isTrailerRight && $0.faults.isEmpty })
    #expect(reading.claims.count == claims.count)
    for (sent, read) in zip(claims, reading.claims) {
      #expect(read.faults.isEmpty, "seed \(seed)")
      expectSame(sent, read)
    }
  }

  @Test("Claims are numbered from 1 in each set, and the key names sender and control numbers")
  func keys() throws {
    let claims = try InventedClaims.claims(count: 5, seed: 3)
    let text = ClaimFileWriter.text(of: claims, in: InventedClaims.envelope(claimsPerSet: 3))
    let keys = FileReading(text).claims.map(\.key)
    #expect(keys.map(\.ordinal) == [1, 2, 3, 1, 2])
    #expect(keys.map(\.setControlNumber) == ["0001", "0001", "0001", "0002", "0002"])
    #expect(Set(keys.map(\.sender)) == ["CLINICS"])
    #expect(Set(keys.map(\.interchangeControlNumber)) == ["000000042"])
    #expect(Set(keys).count == 5)
  }

  @Test("Written by our own writer, the claims read the same")
  func roundTrip() throws {
    let claims = try InventedClaims.claims(count: 100, seed: 11)
    let text = ClaimFileWriter.text(of: claims, in: InventedClaims.envelope(claimsPerSet: 100))
    let reading = FileReading(text)
    let set = try #require(reading.verdicts.first?.header)
    var writer = try X12ClaimWriter(
      interchange: set.interchange, group: set.group, breaksLines: true)
    try writer.writeSet(controlNumber: set.controlNumber, claims: reading.claims)
    let again = FileReading(try writer.finish())
    #expect(again.error == nil)
    #expect(again.verdicts.map(\.isTrailerRight) == [true])
    #expect(again.claims == reading.claims)
  }

  @Test("A stated charge that differs from the lines is a fault of that claim alone")
  func statedCharge() throws {
    var claims = try InventedClaims.claims(count: 3, seed: 5)
    claims[1].statedCharge = Money(cents: 1)
    let text = ClaimFileWriter.text(of: claims, in: InventedClaims.envelope(claimsPerSet: 10))
    let read = FileReading(text).claims
    #expect(read.map(\.isBalanced) == [true, false, true])
    #expect(read[1].faults.map(\.code) == [.chargeDiffersFromLines])
    #expect(read[1].faults.first?.position == read[1].charge.position)
  }

  @Test("The sample services have unlike codes of HCPCS Level II")
  func services() {
    #expect(Set(SampleService.all.map(\.code)).count == SampleService.all.count)
    for service in SampleService.all {
      #expect(service.code.wholeMatch(of: /[A-V][0-9]{4}/) != nil)
      #expect(SampleService.of(service.code) == service)
    }
  }

  private func expectSame(_ sent: SampleClaim, _ read: X12Claim) {
    #expect(read.identifier.value == sent.id)
    #expect(read.charge.value == sent.lineTotal)
    #expect(read.isBalanced)
    #expect(read.placeOfService.value == sent.placeOfService)
    #expect(read.frequency.value == sent.frequency)
    #expect(read.diagnoses.map(\.code.value) == sent.diagnoses)
    #expect(read.authorization?.value == sent.authorizationNumber)
    #expect(read.referral?.value == sent.referralNumber)
    #expect(read.billing?.provider?.npi?.value == sent.billing.npi)
    #expect(read.billing?.provider?.taxID?.value == sent.billing.taxID)
    #expect(read.billing?.provider?.lastName.value == sent.billing.name)
    #expect(read.billing?.specialty?.taxonomy.value == sent.billing.taxonomy)
    #expect(read.rendering?.npi?.value == sent.rendering?.npi)
    #expect(read.rendering?.specialty?.taxonomy.value == sent.rendering?.taxonomy)
    #expect(read.referring?.npi?.value == sent.referring?.npi)
    let member = read.subscriber?.subscriber
    #expect(member?.identifier.value == sent.member.id)
    #expect(member?.lastName.value == sent.member.lastName)
    #expect(member?.demographics?.birth.value == sent.member.birth)
    #expect(member?.address?.postalCode.value == sent.member.address.postalCode)
    #expect(read.patient?.patient?.firstName.value == sent.dependent?.firstName)
    #expect(read.patient?.relationship.value == sent.dependent?.relationship)
    #expect(read.lines.map(\.procedure.value) == sent.lines.map(\.code))
    #expect(read.lines.map { $0.modifiers.map(\.value) } == sent.lines.map(\.modifiers))
    #expect(read.lines.map(\.charge.value) == sent.lines.map(\.charge))
    #expect(read.lines.map(\.quantity.value) == sent.lines.map(\.units))
    #expect(read.lines.map { $0.pointers.map(\.value) } == sent.lines.map(\.pointers))
    #expect(read.lines.map(\.service?.from) == sent.lines.map(\.day))
    #expect(read.lines.map(\.service?.to) == sent.lines.map { $0.lastDay ?? $0.day })
    #expect(read.lines.map(\.controlNumber?.value) == sent.lines.map(\.controlNumber))
  }
}
