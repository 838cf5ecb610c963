package import Domain

extension SubmittedClaim {
  /// The form in which a claim was billed.
  package enum Kind: Hashable, Sendable {
    /// By a physician, practitioner or supplier.
    case professional
    /// By a hospital or other institution.
    case institutional
  }

  /// What only an institution bills; empty on a professional claim.
  package struct Institutional: Hashable, Sendable {
    /// Facility, classification and frequency with a leading zero, such as `0131`.
    package var typeOfBill = ""
    /// The days that the statement covers; absent when the claim has none.
    package var statement: DaySpan?
    /// The day of admission; absent when there was none.
    package var admissionDay: Day?
    /// How urgent the admission was; empty when not said.
    package var admissionType = ""
    /// What became of the patient; empty when not said.
    package var dischargeStatus = ""
    /// The attending physician; empty when not said.
    package var attendingNPI = ""
    /// The operating physician; empty when nobody operated.
    package var operatingNPI = ""
    /// Inpatient procedures, ICD-10-PCS codes without the dot.
    package var procedures: [String] = []
    /// The diagnosis related group as the institution has it; empty when none.
    package var diagnosisRelatedGroup = ""
    /// Days of a stay on which the patient was away and the bed was kept.
    package var leaves: [DaySpan] = []

    /// Makes an empty detail; its properties are set afterwards.
    package init() {}

    /// Whether the patient stayed, by the type of bill.
    package var isInpatient: Bool { BillType(typeOfBill)?.isInpatient ?? false }

    /// Whether the patient came and went, by the type of bill.
    package var isOutpatient: Bool { BillType(typeOfBill)?.isOutpatient ?? false }
  }

  /// Whether a person must price `line`: it is of a stay that is not decided as a whole, or has no
  /// procedure.
  package func isPricedByPerson(_ line: Line) -> Bool {
    kind == .institutional && !isStay && (!institutional.isOutpatient || line.procedure.isEmpty)
  }
}
