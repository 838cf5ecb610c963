package import Domain

/// One code of an HI segment: a diagnosis, procedure, occurrence, value, condition or DRG.
///
/// The place of a diagnosis among the claim's diagnoses is the number to which lines point.
package struct X12HealthCode: Hashable, Sendable {
  /// What kind of code: `ABK` principal or `ABF` further diagnosis in ICD-10-CM (`BK` and `BF` in
  /// ICD-9-CM), `BBR` principal procedure, `BH` occurrence, `BE` value, `DR` diagnosis related group.
  package let qualifier: String
  /// The code, without a point.
  package let code: X12Field<String>
  /// The day or span of the code; nothing when none was sent.
  package let period: X12Period?
  /// The amount of a value code; nothing when none was sent or it is no amount.
  package let amount: X12Field<Money?>
  /// The quantity; nothing when none was sent or it is no quantity.
  package let quantity: X12Field<Quantity?>
  /// Whether a diagnosis was present on admission: `Y`, `N`, `U`, `W` or empty.
  package let presentOnAdmission: X12Field<String>
  /// Component 7, a version; the guides do not use it.
  let version: String
  /// Component 8, a second code; the guides do not use it.
  let secondCode: String
  /// Whether the code begins an HI segment.
  let beginsSegment: Bool

  /// The day of the code, or the first of its span.
  package var day: Day? { period?.from }
}

extension X12HealthCode: PrintsRedacted {}

extension X12HealthCode {
  /// The qualifiers of the diagnoses to which lines can point.
  static let diagnosisQualifiers: Set<String> = ["ABK", "ABF", "BK", "BF"]
  /// The qualifiers of a principal diagnosis.
  static let principalQualifiers: Set<String> = ["ABK", "BK"]
}

extension [X12HealthCode] {
  /// The codes with one of these qualifiers, in the order sent.
  package func all(_ qualifiers: String...) -> [X12HealthCode] {
    filter { qualifiers.contains($0.qualifier) }
  }
}
