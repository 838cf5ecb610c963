package import Domain

/// What a 276 asks about one claim, with everything above it: loop 2200D or 2200E.
///
/// It is complete also when it is wrong: ``faults`` says what reading found.
package struct X12StatusInquiry: Hashable, Sendable {
  /// What identifies the inquiry: its envelope and its number in the set.
  package let key: X12ClaimKey
  let shared: X12Shared<X12InquiryLevels>
  /// TRN02, the asker's number, which the answer repeats.
  package let trace: X12Field<String>
  /// REF, in the order sent.
  package internal(set) var references: [X12Reference] = []
  /// AMT, in the order sent.
  package internal(set) var amounts: [X12Amount] = []
  /// DTP, in the order sent.
  package internal(set) var periods: [X12Period] = []
  /// Loop 2210, in the order sent.
  package internal(set) var lines: [X12InquiryLine] = []
  /// What no field holds.
  package internal(set) var rawSegments: [X12RawSegment] = []
  /// What is wrong with the inquiry or with the levels above it.
  package internal(set) var faults: [X12Fault] = []
}

extension X12StatusInquiry {
  /// BHT and the levels above the inquiry.
  package var levels: X12InquiryLevels { shared.value }
  /// Loop 2100A.
  package var payer: X12Party? { levels.payer?.party }
  /// Loop 2100B, who asks.
  package var inquirer: X12Party? { levels.inquirer?.party }
  /// Loop 2100C.
  package var provider: X12Party? { levels.provider?.party }
  /// Loop 2100D.
  package var subscriber: X12Party? { levels.subscriber?.party }
  /// Loop 2100E; nothing when the patient is the subscriber.
  package var dependent: X12Party? { levels.dependent?.party }
  /// DMG of the patient, who is the dependent or else the subscriber.
  package var demographics: X12Demographics? {
    levels.dependent == nil ? levels.subscriber?.demographics : levels.dependent?.demographics
  }

  /// REF*1K, our number of the claim.
  package var payerClaimNumber: X12Field<String>? { references.first("1K") }
  /// REF*EJ, the provider's number of the claim.
  package var patientAccount: X12Field<String>? { references.first("EJ") }
  /// REF*BLT, the type of bill.
  package var typeOfBill: X12Field<String>? { references.first("BLT") }
  /// AMT*T3, the claim's charge.
  package var charge: X12Field<Money?>? { amounts.first("T3") }
  /// DTP*472, the days of service.
  package var service: X12Period? { periods.first("472") }

  /// The most lines read of one inquiry.
  package static let linesMax = 999

  /// Whether the inquiry can be answered: whether nothing but notes was found.
  package var isReadable: Bool { faults.allSatisfy(\.isNote) }
}

extension X12StatusInquiry: PrintsRedacted {}
