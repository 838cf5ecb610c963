import Domain
import EDI
import Testing

@Suite("Answers to claims")
struct ClaimAcknowledgementTests {
  static let day = Day(number: 20_522)

  static var claims: [X12AcknowledgedClaim] {
    let service = DaySpan(from: day, to: day.adding(days: 2))
    let patient = X12OutgoingName(
      person: "SAMPLE", firstName: "SAM", identifierQualifier: "MI", identifier: "M00000001")
    return [
      X12AcknowledgedClaim(
        patient: patient, claimIdentifier: "PATACCT1", charge: Money(cents: 150_50),
        isAccepted: true, statuses: [.accepted], payerClaimNumber: "ICN1",
        clearinghouseNumber: "CH1", service: service),
      X12AcknowledgedClaim(
        patient: patient, claimIdentifier: "PATACCT2", charge: Money(cents: 40_00),
        isAccepted: false, statuses: [X12ClaimStatus("A7", "562", entity: "85")],
        payerClaimNumber: "NEVER SENT", service: DaySpan(from: day, to: day),
        lines: [
          X12AcknowledgedLine(
            procedure: X12OutgoingProcedure("G0463", modifiers: ["25"]),
            charge: Money(cents: 40_00), units: Quantity(units: 1),
            statuses: [X12ClaimStatus("A7", "454")], controlNumber: "LINE1")
        ]),
    ]
  }

  static func answer(_ claims: [X12AcknowledgedClaim]) -> X12ClaimAcknowledgement {
    X12ClaimAcknowledgement(
      reference: "ANSWER1", instant: AnswerEnvelope.envelope.instant,
      payer: X12OutgoingName(
        organisation: "EXAMPLE HMO", identifierQualifier: "PI", identifier: "99001"),
      payerTrace: "FILE1", receivedDay: day, processedDay: day,
      receiver: X12OutgoingName(
        organisation: "CLINICS", identifierQualifier: "46", identifier: "CLINICS"),
      receiverTrace: "BATCH1",
      providers: [
        X12AcknowledgedProvider(
          name: X12OutgoingName(
            organisation: "EXAMPLE CLINIC", identifierQualifier: "XX", identifier: "1000000004"),
          claims: claims)
      ])
  }

  @Test("EDI-ANSWER-CLAIM: each claim has its status, and each level its counts and totals")
  func bytes() throws {
    let bytes = try AnswerEnvelope.envelope.file(of: [Self.answer(Self.claims)])
    #expect(
      AnswerEnvelope.content(of: bytes) == [
        "ST*277*0001*005010X214", "BHT*0085*08*ANSWER1*20261121*1200*TH", "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HMO*****PI*99001", "TRN*1*FILE1", "DTP*050*D8*20260310",
        "DTP*009*D8*20260310", "HL*2*1*21*1", "NM1*41*2*CLINICS*****46*CLINICS",
        "TRN*2*BATCH1", "STC*A1:19:PR*20260310*WQ*190.5", "QTY*90*1", "QTY*AA*1",
        "AMT*YU*150.5", "AMT*YY*40", "HL*3*2*19*1",
        "NM1*85*2*EXAMPLE CLINIC*****XX*1000000004", "TRN*1*0",
        "STC*A1:19:PR**WQ*190.5", "QTY*QA*1", "QTY*QC*1", "AMT*YU*150.5", "AMT*YY*40",
        "HL*4*3*PT", "NM1*QC*1*SAMPLE*SAM****MI*M00000001", "TRN*2*PATACCT1",
        "STC*A2:20*20260310*WQ*150.5", "REF*1K*ICN1", "REF*D9*CH1",
        "DTP*472*RD8*20260310-20260312", "HL*5*3*PT", "NM1*QC*1*SAMPLE*SAM****MI*M00000001",
        "TRN*2*PATACCT2", "STC*A7:562:85*20260310*U*40", "DTP*472*D8*20260310",
        "SVC*HC:G0463:25*40*****1", "STC*A7:454*20260310*U", "REF*FJ*LINE1", "SE*39*0001",
      ])
  }

  @Test("EDI-ANSWER-CLAIM: what was written is read again, and the same")
  func roundTrip() throws {
    let bytes = try AnswerEnvelope.envelope.file(of: [Self.answer(Self.claims)])
    let set = try #require(try X12TreeFile(bytes).sets.first)
    #expect(set.verdict.faults == [])
    let source = set.root.loops("2000A")[0]
    let provider = source.loops("2000B")[0].loops("2000C")[0]
    #expect(provider.loops("2000D").count == 2)
    #expect(provider.loops("2000D")[1].loops("2200D")[0].loops("2220D").count == 1)
    #expect(try AnswerEnvelope.envelope.file(of: [set]) == bytes)
  }

  @Test("EDI-ANSWER-CLAIM: a claim without a status refuses the file")
  func statusMissing() {
    var claim = Self.claims[0]
    claim.statuses = []
    #expect(throws: X12OutgoingError(.valueMissing)) {
      try AnswerEnvelope.envelope.file(of: [Self.answer([claim])])
    }
  }
}
