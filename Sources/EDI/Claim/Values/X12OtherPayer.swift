/// Loop 2320: another payer of the claim and what it decided.
package struct X12OtherPayer: Hashable, Sendable {
  /// SBR.
  package let information: X12SubscriberInformation
  /// CAS of the whole claim, one value per reason.
  package internal(set) var adjustments: [X12Adjustment] = []
  /// AMT, in the order sent.
  package internal(set) var amounts: [X12Amount] = []
  /// DTP of loop 2330B, such as `573` for the day of payment.
  package internal(set) var periods: [X12Period] = []
  /// Loops 2330A to 2330G, in the order sent.
  package internal(set) var parties: [X12Party] = []
  /// What no field holds, such as OI and MOA.
  package internal(set) var rawSegments: [X12RawSegment] = []

  /// Loop 2330A, the subscriber of this payer.
  package var subscriber: X12Party? { parties.first(.otherSubscriberName) }
  /// Loop 2330B, the payer's name and number.
  package var payer: X12Party? { parties.first(.otherPayer) }
}

extension X12OtherPayer: PrintsRedacted {}

extension [X12Party] {
  /// The first party of this loop.
  package func first(_ loop: X12Loop) -> X12Party? {
    first { $0.loop == loop }
  }
}
