/// What was decided for a line, or for a claim that is decided as a whole.
package struct LineDecision: Hashable, Sendable {
  /// The line's number in the claim; 0 for the claim as a whole.
  package var lineNumber: Int
  /// The reason that denied it; absent when it is covered.
  package var denial: Reason?
  /// The charge.
  package var charge: Money
  /// What the contract recognises for it.
  package var allowed: Money
  /// Why charge and payment differ, in the order in which a remittance lists it.
  package var adjustments: [Adjustment]
  /// Remark codes.
  package var remarks: [String]
  /// Units paid.
  package var paidQuantity: Quantity
  /// Every reason that was found, the deciding one first.
  package var reasons: [Reason]
  /// Units of an authorization that the line uses.
  package var unitsTaken: Quantity
  /// Whether the line uses a visit of a referral.
  package var isVisitTaken: Bool

  /// Makes a decision.
  package init(
    lineNumber: Int, denial: Reason? = nil, charge: Money, allowed: Money = .zero,
    adjustments: [Adjustment] = [], remarks: [String] = [], paidQuantity: Quantity = .zero,
    reasons: [Reason] = [], unitsTaken: Quantity = .zero, isVisitTaken: Bool = false
  ) {
    self.lineNumber = lineNumber
    self.denial = denial
    self.charge = charge
    self.allowed = allowed
    self.adjustments = adjustments
    self.remarks = remarks
    self.paidQuantity = paidQuantity
    self.reasons = reasons
    self.unitsTaken = unitsTaken
    self.isVisitTaken = isVisitTaken
  }

  /// Whether the line is denied.
  package var isDenied: Bool { denial != nil }

  /// Whether it waits at 0.00 for a premium (rule `STATUS-2`).
  package var isSuspended: Bool { denial?.isSuspension ?? false }

  /// The payment: the charge less every adjustment.
  package var paid: Money {
    adjustments.reduce(charge) { $0 - $1.amount }
  }

  /// The member's share of what is allowed: deductible, coinsurance and copay, and nothing else that
  /// the patient owes.
  package var costShare: Money {
    adjustments.filter { $0.group == .patient && ["1", "2", "3"].contains($0.code) }
      .reduce(.zero) { $0 + $1.amount }
  }

  /// What the patient owes.
  package var patientShare: Money {
    adjustments.filter { $0.group == .patient }.reduce(.zero) { $0 + $1.amount }
  }
}
