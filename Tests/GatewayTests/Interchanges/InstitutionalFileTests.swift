import ClaimRules
import Domain
import Messages
import Testing

@testable import Gateway

@Suite("A hospital's file is taken", .timeLimit(.minutes(1)))
struct InstitutionalFileTests {
  private let sender: FileSender

  init() throws {
    sender = try FileSender()
  }

  private let segments = [
    "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*HMO            "
      + "*260904*1200*^*00501*000000001*0*P*:",
    "GS*HC*CLINIC*HMO*20260904*1200*1*X*005010X223A2", "ST*837*0001*005010X223A2",
    "BHT*0019*00*B1*20260904*1200*CH", "NM1*41*2*CLINIC*****46*CLINIC",
    "PER*IC*DESK*TE*5555550100", "NM1*40*2*HMO*****46*HMO", "HL*1**20*1",
    "NM1*85*2*HILL HOSPITAL*****XX*\(Sample.npi)", "N3*1 HILL", "N4*SPRINGFIELD*IL*62701",
    "REF*EI*510000101", "HL*2*1*22*0", "SBR*P*18*******HM", "NM1*IL*1*SAMPLE*PAT****MI*M1",
    "N3*2 HILL", "N4*SPRINGFIELD*IL*62701", "DMG*D8*19800102*F", "NM1*PR*2*HMO*****PI*HMO",
    "CLM*P1*2000***11:A:1**A*Y*Y", "DTP*434*RD8*20260801-20260803",
    "DTP*435*DT*202608010800", "CL1*1*1*01", "HI*ABK:I2510:::::::Y",
    "NM1*71*1*DOC*ANN****XX*\(Sample.npi)", "LX*1", "SV2*0120**2000*DA*2", "SE*26*0001",
    "GE*1*1", "IEA*1*000000001",
  ]

  @Test("A line without days of its own has those of the statement, and the claim is stored")
  func daysOfTheStatement() async throws {
    let sent = try await sender.send(segments.joined(separator: "~\n") + "~\n")
    #expect(sent.refusals.flatMap(\.faults).map(\.message) == [])
    #expect(sent.summary.accepted == 1)
    let number = try #require(sent.stored.first?.number)
    let claim = try #require(try await sender.fixture.claims.acceptedRecord(number)?.claim)
    let (first, last) = (Day(year: 2026, month: 8, day: 1), Day(year: 2026, month: 8, day: 3))
    #expect(claim.kind == .institutional && claim.institutional?.typeOfBill == "0111")
    #expect(claim.lines.map { $0.from?.days } == [first?.number])
    #expect(claim.lines.map { $0.to?.days } == [last?.number])
    #expect(claim.lines.map(\.revenueCode) == ["0120"])
    #expect(claim.institutional?.presentOnAdmission == ["Y"])
    let stay = try #require(claim.read().claim.stay)
    #expect(stay.isConsistent && stay.days == 2)
    #expect(stay.accommodations.map(\.revenueCode) == ["0120"])
  }

  @Test("The facility and the days of leave that a file tells are stored with the claim")
  func facilityAndLeave() async throws {
    var more = segments
    let physician = try #require(more.firstIndex { $0.hasPrefix("NM1*71") })
    more.insert(
      contentsOf: ["NM1*77*2*EAST WING", "N3*9 HILL", "N4*CHICAGO*IL*60601"], at: physician + 1)
    more.insert("HI*BI:74:RD8:20260802-20260802", at: physician)
    let end = try #require(more.firstIndex { $0.hasPrefix("SE*") })
    more[end] = "SE*30*0001"
    let sent = try await sender.send(more.joined(separator: "~\n") + "~\n")
    #expect(sent.refusals.flatMap(\.faults).map(\.message) == [])
    let number = try #require(sent.stored.first?.number)
    let claim = try #require(try await sender.fixture.claims.acceptedRecord(number)?.claim)
    #expect(claim.serviceFacility?.postalCode == "60601")
    let read = claim.read().claim
    #expect(read.facilityPostalCode(ofLine: 0) == "60601")
    let day = try #require(Day(year: 2026, month: 8, day: 2))
    #expect(read.institutional.leaves == [DaySpan(from: day, to: day)])
  }
}
