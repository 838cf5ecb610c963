import ClaimRules
import EDI

/// Which claim status a fault of a claim becomes in a 277CA (rule `ANSWER-CLAIM`).
enum ClaimStatusTable {
  /// The most statuses of one claim.
  static let statusesMax = 10

  /// The status of a fault that reading found.
  static func status(of fault: X12Fault) -> X12ClaimStatus {
    switch fault.code.consequence {
    case .missing: X12ClaimStatus("A6", generalStatus)
    case .contradiction: X12ClaimStatus("A8", generalStatus)
    case .invalid, .note: X12ClaimStatus("A7", generalStatus)
    }
  }

  /// The status of a fault that intake found.
  static func status(of fault: IntakeFault) -> X12ClaimStatus {
    let category = category(of: fault.kind)
    guard category != notFound.category else { return notFound }
    let row = fields[fieldName(fault.field)] ?? Row(generalStatus)
    return X12ClaimStatus(category, row.status, entity: row.entity)
  }

  /// A claim that was refused because its set or envelope was.
  static let setRefused = X12ClaimStatus("A7", generalStatus)

  /// Another claim came under the same control numbers.
  static let keyReused = X12ClaimStatus("A8", generalStatus)

  private static let notFound = X12ClaimStatus("A4", "35")
  /// Something is missing or wrong that no other status names.
  private static let generalStatus = "21"

  private static func category(of kind: IntakeFault.Kind) -> String {
    switch kind {
    case .missing: "A6"
    case .invalid: "A7"
    case .contradicts: "A8"
    case .original: notFound.category
    }
  }

  private struct Row {
    let status: String
    let entity: String

    init(_ status: String, _ entity: String = "") {
      self.status = status
      self.entity = entity
    }
  }

  /// `lines[2].charge` is told as `line.charge`, `diagnoses[1]` as `diagnoses`.
  private static func fieldName(_ field: String) -> String {
    if field.hasPrefix("lines["), let dot = field.firstIndex(of: ".") {
      return "line" + cut(String(field[dot...]))
    }
    return cut(field)
  }

  private static func cut(_ field: String) -> String {
    String(field.prefix { $0 != "[" })
  }

  private static let fields: [String: Row] = [
    "billing_provider.npi": Row("562", "85"), "billing_provider.tin": Row("128", "85"),
    "billing_provider.taxonomy": Row("145", "85"), "rendering_npi": Row("562", "82"),
    "institutional.attending_npi": Row("562", "71"),
    "institutional.operating_npi": Row("562", "72"), "patient.given_name": Row("125", "QC"),
    "patient.postal_code": Row("500", "QC"),
    "service_facility.postal_code": Row("500", "77"),
    "line.service_facility.postal_code": Row("500", "77"), "referring_npi": Row("562", "DN"),
    "line.rendering_npi": Row("562", "82"),
    "patient.member_id": Row("164", "IL"), "patient.family_name": Row("125", "QC"),
    "patient.birth_date": Row("158", "QC"), "patient_control_number": Row("478"),
    "charge": Row("178"), "line.charge": Row("178"), "line.quantity": Row("476"),
    "line.procedure": Row("454"), "line.modifiers": Row("453"),
    "line.place_of_service": Row("249"), "place_of_service": Row("249"),
    "line.from": Row("187"), "line.to": Row("187"), "diagnoses": Row("255"),
    "line.diagnosis_pointers": Row("477"), "frequency": Row("535"),
    "original_claim_id": Row("464"), "line.revenue_code": Row("455"),
    "institutional.type_of_bill": Row("228"), "institutional.statement": Row("188"),
    "institutional.admission_day": Row("189"), "institutional.procedures": Row("465"),
    "authorization_number": Row("252"), "referral_number": Row("48"), "lines": Row("121"),
  ]
}
