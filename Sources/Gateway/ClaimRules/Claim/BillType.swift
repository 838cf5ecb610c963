/// A type of bill: a zero, facility, classification and frequency, such as `0131`.
package struct BillType: Hashable, Sendable {
  /// Facility and classification, such as `13`.
  package let classification: String
  /// Why the bill was sent, such as `1`.
  package let frequency: String

  /// Reads a type of bill; nothing for a text of another form.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 4, bytes[0] == UInt8(ascii: "0"), bytes.allSatisfy(CodeText.isDigit)
    else { return nil }
    classification = String(text.dropFirst().prefix(2))
    frequency = String(text.suffix(1))
  }

  /// Whether the patient stayed: hospital, swing bed and nursing facility stays.
  package var isInpatient: Bool { ["11", "18", "21", "41", "51"].contains(classification) }

  /// Whether the patient stayed in a hospital, which is decided as a whole (rule `STAY-1`).
  package var isHospitalStay: Bool { classification == "11" }

  /// Whether the patient came and went; what is neither is priced by a person like a stay.
  package var isOutpatient: Bool {
    [
      "13", "14", "23", "71", "72", "73", "74", "75", "76", "77", "79", "83", "85",
    ].contains(classification)
  }
}
