import Domain
import EDI
import Testing

@Suite("Answers to inquiries")
struct StatusResponseTests {
  static let day = Day(number: 20_522)

  static var response: X12StatusResponse {
    let service = DaySpan(from: day, to: day)
    let line = X12StatusLine(
      procedure: X12OutgoingProcedure("99213"), charge: Money(cents: 150_00),
      paid: Money(cents: 39_20), units: Quantity(units: 1),
      statuses: [X12ClaimStatus("F1", "65")], statusDay: day, controlNumber: "LINE1",
      service: service)
    let found = X12StatusClaim(
      trace: "ASK1", statuses: [X12ClaimStatus("F1", "65")], statusDay: day,
      charge: Money(cents: 150_00), paid: Money(cents: 39_20), decidedDay: day,
      paymentDay: day.adding(days: 3), paymentNumber: "EFT0000001", payerClaimNumber: "ICN1",
      patientControlNumber: "PATACCT1", service: service, lines: [line])
    return X12StatusResponse(
      reference: "ANSWER1", instant: AnswerEnvelope.envelope.instant,
      payer: X12OutgoingName(
        organisation: "EXAMPLE HMO", identifierQualifier: "PI", identifier: "99001"),
      contact: X12OutgoingContact(name: "CLAIMS", telephone: "8005550100"),
      receiver: X12OutgoingName(
        organisation: "CLINICS", identifierQualifier: "46", identifier: "CLINICS"),
      providers: [
        X12StatusProvider(
          name: X12OutgoingName(
            organisation: "EXAMPLE CLINIC", identifierQualifier: "XX", identifier: "1000000004"),
          subscribers: [
            X12StatusSubscriber(
              name: X12OutgoingName(
                person: "SAMPLE", firstName: "SAM", identifierQualifier: "MI",
                identifier: "M00000001"),
              claims: [found, X12StatusClaim(notFound: "ASK2", on: day, service: service)],
              dependents: [
                X12StatusDependent(
                  name: X12OutgoingName(person: "SAMPLE", firstName: "KIM"),
                  claims: [X12StatusClaim(notFound: "ASK3", on: day)])
              ])
          ])
      ])
  }

  @Test(
    "EDI-ANSWER-STATUS: each inquiry is answered under its own number, also when nothing is found")
  func bytes() throws {
    let bytes = try AnswerEnvelope.envelope.file(of: [Self.response])
    #expect(
      AnswerEnvelope.content(of: bytes) == [
        "ST*277*0001*005010X212", "BHT*0010*08*ANSWER1*20261121*1200*DG", "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HMO*****PI*99001", "PER*IC*CLAIMS*TE*8005550100", "HL*2*1*21*1",
        "NM1*41*2*CLINICS*****46*CLINICS", "HL*3*2*19*1",
        "NM1*1P*2*EXAMPLE CLINIC*****XX*1000000004", "HL*4*3*22*0",
        "NM1*IL*1*SAMPLE*SAM****MI*M00000001", "TRN*2*ASK1",
        "STC*F1:65*20260310**150*39.2*20260310**20260313*EFT0000001", "REF*1K*ICN1",
        "REF*EJ*PATACCT1", "DTP*472*D8*20260310", "SVC*HC:99213*150*39.2****1",
        "STC*F1:65*20260310", "REF*FJ*LINE1", "DTP*472*D8*20260310", "TRN*2*ASK2",
        "STC*A4:35*20260310", "DTP*472*D8*20260310", "HL*5*3*22*1",
        "NM1*IL*1*SAMPLE*SAM****MI*M00000001", "HL*6*5*23", "NM1*QC*1*SAMPLE*KIM",
        "TRN*2*ASK3", "STC*A4:35*20260310", "SE*30*0001",
      ])
  }

  @Test("EDI-ANSWER-STATUS: what was written is read again, and the same")
  func roundTrip() throws {
    let bytes = try AnswerEnvelope.envelope.file(of: [Self.response])
    let set = try #require(try X12TreeFile(bytes).sets.first)
    #expect(set.verdict.faults == [])
    let provider = set.root.loops("2000A")[0].loops("2000B")[0].loops("2000C")[0]
    let subscriber = provider.loops("2000D")[0]
    #expect(subscriber.loops("2200D").count == 2)
    #expect(subscriber.loops("2200D")[0].loops("2220D").count == 1)
    #expect(provider.loops("2000D")[1].loops("2000E")[0].loops("2200E").count == 1)
    #expect(try AnswerEnvelope.envelope.file(of: [set]) == bytes)
  }
}
