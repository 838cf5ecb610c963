/// An SBR segment: how a payer stands to the claim and the subscriber to the patient.
package struct X12SubscriberInformation: Hashable, Sendable {
  /// SBR01: `P` primary, `S` secondary, `T` tertiary, `A` to `H` further, `U` unknown.
  package let payerOrder: X12Field<String>
  /// SBR02: `18` when the patient is the subscriber.
  package let relationship: X12Field<String>
  /// SBR03, the group or policy number.
  package let groupNumber: X12Field<String>
  /// SBR04.
  package let groupName: String
  /// SBR05.
  package let insuranceType: String
  /// SBR06 to SBR08, which the guide does not use.
  package let unused: [String]
  /// SBR09, such as `HM` for an HMO.
  package let filingIndicator: X12Field<String>
}

extension X12SubscriberInformation: PrintsRedacted {}
