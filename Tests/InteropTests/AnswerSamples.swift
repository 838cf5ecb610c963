import Domain
import EDI

/// Answers about invented claims, for readers that are not ours.
enum AnswerSamples {
  private static let day = Day(number: 20_522)
  private static let service = DaySpan(from: day, to: day.adding(days: 1))
  private static let patient = X12OutgoingName(
    person: "SAMPLE", firstName: "SAM", identifierQualifier: "MI", identifier: "M00000001")
  private static let payer = X12OutgoingName(
    organisation: "EXAMPLE HMO", identifierQualifier: "PI", identifier: "99001")
  private static let receiver = X12OutgoingName(
    organisation: "CLINICS", identifierQualifier: "46", identifier: "CLINICS")
  private static let clinic = X12OutgoingName(
    organisation: "EXAMPLE CLINIC", identifierQualifier: "XX", identifier: "1000000004")

  static var envelope: X12OutgoingEnvelope {
    X12OutgoingEnvelope(
      sender: "EXAMPLEHMO", receiver: "CLINICS", interchangeControlNumber: 7,
      groupControlNumber: 8, instant: Instant(startOf: day), usage: .test)
  }

  static var functional: X12FunctionalAcknowledgement {
    X12FunctionalAcknowledgement(
      functionalID: "HC", groupControlNumber: "7", guide: "005010X222A1",
      sets: [
        X12SetAcknowledgement(
          transaction: "837", controlNumber: "0001", guide: "005010X222A1",
          outcome: .accepted),
        X12SetAcknowledgement(
          transaction: "837", controlNumber: "0002", guide: "005010X222A1",
          outcome: .acceptedWithErrors,
          segmentFaults: [
            X12SegmentFault(
              segmentID: "CLM", segmentPosition: 29, loopID: "2300", code: "8",
              claimIdentifier: "PATACCT1",
              elementFaults: [
                X12ElementFault(element: 2, code: "6"),
                X12ElementFault(element: 5, component: 3, code: "7"),
              ])
          ], setCodes: ["5"]),
        X12SetAcknowledgement(
          transaction: "837", controlNumber: "0003", guide: "005010X222A1",
          outcome: .rejected, setCodes: ["4", "3"]),
      ], setsIncluded: 3)
  }

  static var claims: X12ClaimAcknowledgement {
    X12ClaimAcknowledgement(
      reference: "ANSWER1", instant: Instant(startOf: day), payer: payer, payerTrace: "FILE1",
      receivedDay: day, processedDay: day, receiver: receiver, receiverTrace: "BATCH1",
      providers: [
        X12AcknowledgedProvider(
          name: clinic,
          claims: [
            X12AcknowledgedClaim(
              patient: patient, claimIdentifier: "PATACCT1", charge: Money(cents: 150_50),
              isAccepted: true, statuses: [.accepted], payerClaimNumber: "ICN1",
              clearinghouseNumber: "CH1", service: service),
            X12AcknowledgedClaim(
              patient: patient, claimIdentifier: "PATACCT2", charge: Money(cents: 40_00),
              isAccepted: false, statuses: [X12ClaimStatus("A7", "562", entity: "85")],
              service: service,
              lines: [
                X12AcknowledgedLine(
                  procedure: X12OutgoingProcedure("G0463", modifiers: ["25"]),
                  charge: Money(cents: 40_00), units: Quantity(units: 1),
                  statuses: [X12ClaimStatus("A7", "454")], controlNumber: "LINE1",
                  service: service)
              ]),
          ])
      ])
  }
}
