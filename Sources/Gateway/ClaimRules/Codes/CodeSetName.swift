/// The code sets that can be loaded, by the names under which they are.
package enum CodeSetName: String, CaseIterable, Hashable, Sendable {
  /// Diagnoses.
  case diagnosis = "icd_10_cm"
  /// Inpatient procedures.
  case inpatientProcedure = "icd_10_pcs"
  /// Procedures that begin with a letter.
  case hcpcs = "hcpcs_level_2"
  /// Other procedures.
  case cpt
  /// Modifiers that begin with a letter.
  case hcpcsModifier = "hcpcs_modifier"
  /// Other modifiers, and those of physical status.
  case cptModifier = "cpt_modifier"
  case placeOfService = "place_of_service"
  case revenueCode = "revenue_code"
  case typeOfBill = "type_of_bill"
  case patientStatus = "patient_status"
  case admissionType = "admission_type"
  /// The modifiers that may stand with a procedure.
  case procedureModifier = "procedure_modifier"
  /// The places of service at which a procedure is done.
  case procedurePlace = "procedure_place"
  /// The revenue codes that may stand with a procedure.
  case procedureRevenue = "procedure_revenue"
  /// The procedures that include a procedure, when both are done on one day.
  case packagedProcedure = "packaged_procedure"

  /// Whether the set holds pairs of codes.
  package var holdsPairs: Bool {
    switch self {
    case .procedureModifier, .procedurePlace, .procedureRevenue, .packagedProcedure: true
    default: false
    }
  }

  /// The set in which a procedure code is looked up.
  static func ofProcedure(_ code: String) -> CodeSetName {
    code.utf8.first.map(CodeText.isUpperLetter) == true ? .hcpcs : .cpt
  }

  /// The set in which a modifier is looked up: digits first, and P1 to P6, are CPT's.
  static func ofModifier(_ code: String) -> CodeSetName {
    let bytes = Array(code.utf8)
    guard bytes.count == 2, CodeText.isUpperLetter(bytes[0]) else { return .cptModifier }
    let isPhysicalStatus =
      bytes[0] == UInt8(ascii: "P") && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[1])
    return isPhysicalStatus ? .cptModifier : .hcpcsModifier
  }
}
