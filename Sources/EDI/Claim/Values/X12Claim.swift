package import Domain

/// A claim of an 837 with everything above it: what intake reads, each field with its place.
///
/// Professional and institutional claims are one type, because all but codes and services is the
/// same in both; `X12Claim+Institutional.swift` names what only institutional claims have.
/// It is complete also when it is wrong: ``faults`` says what reading found. Intake refuses the claim
/// for the faults that are no notes, never the file.
package struct X12Claim: Hashable, Sendable {
  /// Which guide the claim was sent by.
  package let kind: X12ClaimKind
  /// What identifies the claim.
  package let key: X12ClaimKey
  let sharedHeader: X12Shared<X12ClaimSetHeader>?
  let sharedBilling: X12Shared<X12BillingLevel>?
  let sharedSubscriber: X12Shared<X12SubscriberLevel>?
  let sharedPatient: X12Shared<X12PatientLevel>?
  /// CLM01, the provider's number of the claim.
  package let identifier: X12Field<String>
  /// CLM02; nothing when it is absent or no amount.
  package let charge: X12Field<Money?>
  /// CLM05-1: the place of service, or the kind of facility of an institutional claim.
  package let placeOfService: X12Field<String>
  /// CLM05-2: `B` says that CLM05-1 is the CMS place of service, `A` that it is a kind of facility.
  package let placeQualifier: X12Field<String>
  /// CLM05-3: `1` original, `7` replacement, `8` void.
  package let frequency: X12Field<String>
  /// CLM06.
  package let providerSignature: String
  /// CLM07: whether the provider takes assignment.
  package let assignment: X12Field<String>
  /// CLM08: whether the benefits are assigned.
  package let benefitsAssignment: X12Field<String>
  /// CLM09.
  package let release: String
  /// CLM10.
  package let patientSignature: String
  /// The components of CLM11: causes such as `AA` for a car accident, state, country.
  package let relatedCauses: [String]
  /// CLM12.
  package let specialProgram: String
  /// CLM20.
  package let delayReason: String
  /// CL1; nothing for a professional claim.
  package internal(set) var admission: X12Admission?
  /// DTP, in the order sent.
  package internal(set) var periods: [X12Period] = []
  /// PWK, in the order sent.
  package internal(set) var attachments: [X12Attachment] = []
  /// AMT, in the order sent.
  package internal(set) var amounts: [X12Amount] = []
  /// REF, in the order sent.
  package internal(set) var references: [X12Reference] = []
  /// HI, one value per code, in the order sent.
  package internal(set) var codes: [X12HealthCode] = []
  /// Loop 2310, in the order sent.
  package internal(set) var providers: [X12Party] = []
  /// Loop 2320 with all inside it, in the order sent.
  package internal(set) var otherPayers: [X12OtherPayer] = []
  /// Loop 2400 with all inside it, in the order sent.
  package internal(set) var lines: [X12ServiceLine] = []
  /// What no field holds, such as NTE, CRC and HCP.
  package internal(set) var rawSegments: [X12RawSegment] = []
  /// What is wrong with the claim or with the levels above it.
  package internal(set) var faults: [X12Fault] = []
}

extension X12Claim {
  /// BHT, submitter, receiver.
  package var header: X12ClaimSetHeader { sharedHeader?.value ?? X12ClaimSetHeader() }
  /// Loop 2000A; nothing when the claim stands outside the hierarchy.
  package var billing: X12BillingLevel? { sharedBilling?.value }
  /// Loop 2000B; nothing when the claim stands outside the hierarchy.
  package var subscriber: X12SubscriberLevel? { sharedSubscriber?.value }
  /// Loop 2000C; nothing when the patient is the subscriber.
  package var patient: X12PatientLevel? { sharedPatient?.value }
  /// The subscriber's own loop in 2000B.
  package var insured: X12Party? { sharedSubscriber?.value.subscriber }
  /// Whose services they are: the patient's own loop in 2000C, else the subscriber's.
  package var person: X12Party? { sharedPatient?.value.patient ?? insured }

  /// The most service lines read; the guides admit 50 and 999.
  package static let linesMax = 999
  /// The most diagnoses of a professional claim.
  package static let diagnosesMax = 12
  /// The most codes of all kinds read; the institutional guide admits fewer.
  package static let codesMax = 250

  /// The sum of the line charges that are amounts.
  package var lineChargeTotal: Money {
    lines.reduce(.zero) { $0 + ($1.charge.value ?? .zero) }
  }

  /// Whether CLM02 is the sum of the line charges.
  package var isBalanced: Bool { charge.value == lineChargeTotal }

  /// Whether the claim can be decided: whether nothing but notes was found.
  package var isReadable: Bool { faults.allSatisfy(\.isNote) }

  /// REF*G1, the prior authorization.
  package var authorization: X12Field<String>? { references.first("G1") }
  /// REF*9F, the referral.
  package var referral: X12Field<String>? { references.first("9F") }
  /// REF*F8, our number of the claim that this one replaces or voids.
  package var originalClaim: X12Field<String>? { references.first("F8") }
  /// The diagnoses to which lines can point: the principal one and further ones, in the order sent.
  package var diagnoses: [X12HealthCode] {
    codes.filter { X12HealthCode.diagnosisQualifiers.contains($0.qualifier) }
  }
  /// Who referred.
  package var referring: X12Party? {
    providers.first(.referringProvider) ?? providers.first(.institutionalReferringProvider)
  }
  /// Who rendered the service.
  package var rendering: X12Party? {
    providers.first(.renderingProvider) ?? providers.first(.institutionalRenderingProvider)
  }
  /// Where it was rendered.
  package var serviceFacility: X12Party? {
    providers.first(.serviceFacility) ?? providers.first(.institutionalServiceFacility)
  }
  /// Loop 2310D of a professional claim.
  package var supervising: X12Party? { providers.first(.supervisingProvider) }
}

extension X12Claim: PrintsRedacted {}
