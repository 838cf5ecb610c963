import Domain
import EDI
import Testing

@Suite("The bytes of a remittance")
struct RemittanceBytesTests {
  @Test("A visit becomes the file that two people worked out by hand, and the same one again")
  func sample() throws {
    var envelope = SampleRemittance.envelope
    envelope.breaksLines = true
    let bytes = try envelope.file(of: [SampleRemittance.visit])
    #expect(String(decoding: bytes, as: UTF8.self) == Self.visit)
    #expect(try envelope.file(of: [SampleRemittance.visit]) == bytes)
  }

  @Test("EDI-REMIT-ORDER: seven adjustments of one group become a segment of six and one of one")
  func overflow() throws {
    let remittance = SampleRemittance.visit { line in
      line.adjustments = ["5", "6", "7", "9", "10", "11", "97"].map {
        Adjustment(.contractual, $0, Money(cents: 10_00))
      }
      line.paid = Money(cents: 80_00)
      line.allowed = nil
    }
    let text = try segments(of: remittance)
    #expect(
      text.filter { $0.hasPrefix("CAS") } == [
        "CAS*CO*5*10**6*10**7*10**9*10**10*10**11*10", "CAS*CO*97*10",
      ])
  }

  @Test("EDI-REMIT-ORDER: a code stands once, in its place, and nothing of zero is sent")
  func order() throws {
    let remittance = SampleRemittance.visit { line in
      line.adjustments = [
        Adjustment(.patient, "3", Money(cents: 1_00)),
        Adjustment(.contractual, "104", Money(cents: 2_00)),
        Adjustment(.contractual, "198", Money(cents: 10_00), quantity: Quantity(units: 1)),
        Adjustment(.patient, "2", .zero),
        Adjustment(.contractual, "45", Money(cents: 3_00)),
        Adjustment(.patient, "1", Money(cents: 4_00)),
        Adjustment(.other, "23", Money(cents: 5_00)),
        Adjustment(.contractual, "45", Money(cents: 30)),
        Adjustment(.contractual, "253", Money(cents: 6_00)),
        Adjustment(.contractual, "198", Money(cents: 1_00), quantity: Quantity(units: 2)),
      ]
      line.paid = Money(cents: 117_70)
      line.allowed = .zero
    }
    let text = try segments(of: remittance)
    #expect(
      text.filter { $0.hasPrefix("CAS") } == [
        "CAS*CO*198*11*3*45*3.3**253*6**104*2", "CAS*OA*23*5", "CAS*PR*1*4**3*1",
      ])
    #expect(!text.contains { $0.hasPrefix("AMT*B6") })
  }

  @Test("EDI-REMIT-ORDER: what a second payer leaves stands behind what sets its price")
  func secondPayerOrder() throws {
    let remittance = SampleRemittance.visit { line in
      line.adjustments = [
        Adjustment(.patient, "275", Money(cents: 1_00)),
        Adjustment(.contractual, "253", Money(cents: 2_00)),
        Adjustment(.contractual, "303", Money(cents: 3_00)),
        Adjustment(.patient, "1", Money(cents: 4_00)),
        Adjustment(.contractual, "24", Money(cents: 5_00)),
        Adjustment(.other, "23", Money(cents: 6_00)),
      ]
      line.paid = line.charge - Money(cents: 21_00)
      line.allowed = nil
    }
    #expect(
      try segments(of: remittance).filter { $0.hasPrefix("CAS") } == [
        "CAS*CO*24*5**303*3**253*2", "CAS*OA*23*6", "CAS*PR*1*4**275*1",
      ])
  }

  @Test("A reversal does not say what the patient owes, and a plain payment of nothing neither")
  func reversal() throws {
    let reversal = SampleRemittance.reversal(of: SampleRemittance.visitClaim)
    let text = try segments(
      of: SampleRemittance.holding([SampleRemittance.visitClaim, reversal]))
    #expect(
      text.filter { $0.hasPrefix("CLP") } == [
        "CLP*PATACCT1*1*150*39.2*60*16*ICN0000001*11*1",
        "CLP*PATACCT1*22*-150*-39.2**16*ICN0000001*11*1",
      ])
    #expect(text.contains("BPR*H*0*C*NON************20261124"))
    #expect(text.contains("CAS*CO*45*-50**253*-.8"))
  }

  @Test("A check names no accounts")
  func check() throws {
    var remittance = SampleRemittance.visit
    remittance.method = .check
    #expect(try segments(of: remittance).contains("BPR*I*39.2*C*CHK************20261124"))
  }

  @Test("Adjustments of a provider share segments by year, six at most")
  func providerAdjustments() throws {
    let adjustments = (1...7).map { number in
      X12ProviderAdjustment(
        provider: "1000000004", fiscalYearEnd: SampleRemittance.compact("20261231"),
        reason: .overpayment, reference: "ICN\(number)", amount: Money(cents: Int64(number)))
    }
    let text = try segments(
      of: SampleRemittance.holding([SampleRemittance.visitClaim], adjustments))
    #expect(
      text.filter { $0.hasPrefix("PLB") } == [
        "PLB*1000000004*20261231*WO:ICN1*.01*WO:ICN2*.02*WO:ICN3*.03*WO:ICN4*.04*"
          + "WO:ICN5*.05*WO:ICN6*.06",
        "PLB*1000000004*20261231*WO:ICN7*.07",
      ])
    #expect(text.contains { $0.hasPrefix("BPR*I*38.92*") })
  }

  @Test("A value with a delimiter or without its text refuses the file")
  func unwritable() throws {
    var claim = SampleRemittance.visitClaim
    claim.patientControlNumber = "A*B"
    refuses(SampleRemittance.holding([claim]), .valueNotWritable)
    claim.patientControlNumber = ""
    refuses(SampleRemittance.holding([claim]), .valueMissing)
  }

  @Test("An envelope with a number out of range, or nothing in it, refuses the file")
  func envelope() throws {
    var envelope = SampleRemittance.envelope
    #expect(throws: X12OutgoingError(.nothingToSend)) {
      try envelope.file(of: [X12Remittance]())
    }
    envelope.interchangeControlNumber = 1_000_000_000
    #expect(throws: X12OutgoingError(.controlNumberOutOfRange)) {
      try envelope.file(of: [SampleRemittance.visit])
    }
  }

  private func refuses(_ remittance: X12Remittance, _ code: X12OutgoingError.Code) {
    do {
      _ = try SampleRemittance.envelope.file(of: [remittance])
      Issue.record("the file was written")
    } catch {
      #expect(error.code == code)
      #expect(error.segmentOrdinal == 14)
    }
  }

  private func segments(of remittance: X12Remittance) throws -> [String] {
    let bytes = try SampleRemittance.envelope.file(of: [remittance])
    return String(decoding: bytes, as: UTF8.self).split(separator: "~").map(String.init)
  }

  static let visit =
    "ISA*00*          *00*          *ZZ*HMOPAYER       *ZZ*PROV0001       "
      + """
      *261121*1200*^*00501*000000001*0*T*:~
      GS*HP*HMOPAYER*PROV0001*20261121*1200*1*X*005010X221A1~
      ST*835*0001~
      BPR*I*39.2*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20261124~
      TRN*1*EFT0000001*1512345678~
      DTM*405*20261121~
      N1*PR*EXAMPLE HMO~
      N3*1 PAYER WAY~
      N4*SPRINGFIELD*IL*62701~
      PER*BL*EDI SUPPORT*TE*8005550100~
      N1*PE*EXAMPLE CLINIC*XX*1000000004~
      REF*TJ*123456789~
      LX*1~
      CLP*PATACCT1*1*150*39.2*60*16*ICN0000001*11*1~
      NM1*QC*1*DOE*JANE****MI*M00000001~
      NM1*82*1*SMITH*JOHN****XX*1000000012~
      DTM*232*20260310~
      SVC*HC:99213*150*39.2**1~
      DTM*472*20260310~
      CAS*CO*45*50**253*.8~
      CAS*PR*1*50**2*10~
      REF*6R*1~
      AMT*B6*100~
      SE*22*0001~
      GE*1*1~
      IEA*1*000000001~

      """
}
