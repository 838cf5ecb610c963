package import Domain

/// Loop 2000D of a 277CA: one claim and whether it was taken.
package struct X12AcknowledgedClaim: Hashable, Sendable {
  /// NM1*QC.
  package var patient: X12OutgoingName
  /// TRN02 of loop 2200D, CLM01.
  package var claimIdentifier: String
  /// CLM02, for the totals.
  package var charge: Money
  /// STC, each with the day of ``X12ClaimAcknowledgement/processedDay``; at least one.
  package var statuses: [X12ClaimStatus]
  /// Whether the claim was taken; it decides STC03 and the totals that count the claim.
  package var isAccepted: Bool
  /// REF*1K, our number of the claim; empty when it was not taken.
  package var payerClaimNumber: String
  /// REF*D9, the clearinghouse's number; empty when the claim had none.
  package var clearinghouseNumber: String
  /// DTP*472; nothing when the claim had no readable day.
  package var service: DaySpan?
  /// Loops 2220D: the lines that are the reason of a refusal.
  package var lines: [X12AcknowledgedLine]

  /// Makes a claim's part.
  package init(
    patient: X12OutgoingName, claimIdentifier: String, charge: Money, isAccepted: Bool,
    statuses: [X12ClaimStatus], payerClaimNumber: String = "", clearinghouseNumber: String = "",
    service: DaySpan? = nil, lines: [X12AcknowledgedLine] = []
  ) {
    self.patient = patient
    self.claimIdentifier = claimIdentifier
    self.charge = charge
    self.isAccepted = isAccepted
    self.statuses = statuses
    self.payerClaimNumber = payerClaimNumber
    self.clearinghouseNumber = clearinghouseNumber
    self.service = service
    self.lines = lines
  }
}

extension X12AcknowledgedClaim: PrintsRedacted {}
