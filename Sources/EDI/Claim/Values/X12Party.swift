/// A person or organisation with what stands in its loop: NM1 and N3, N4, DMG, PRV and REF.
package struct X12Party: Hashable, Sendable {
  /// The loop, which says in what role it appears.
  package let loop: X12Loop
  /// NM101, such as `85` for a billing provider.
  package let entityCode: X12Field<String>
  /// NM102: `1` for a person, `2` for an organisation.
  package let entityType: String
  /// NM103, the last name or the organisation's name.
  package let lastName: X12Field<String>
  /// NM104.
  package let firstName: X12Field<String>
  /// NM105.
  package let middleName: String
  /// NM106.
  package let namePrefix: String
  /// NM107.
  package let nameSuffix: String
  /// NM108, such as `XX` for an NPI or `MI` for a member number.
  package let identifierQualifier: String
  /// NM109.
  package let identifier: X12Field<String>
  /// N3 and N4.
  package internal(set) var address: X12Address?
  /// DMG.
  package internal(set) var demographics: X12Demographics?
  /// PRV.
  package internal(set) var specialty: X12Specialty?
  /// REF, in the order sent.
  package internal(set) var references: [X12Reference] = []
  /// What no field holds, such as PER.
  package internal(set) var rawSegments: [X12RawSegment] = []

  /// The identifier when it is sent as an NPI.
  package var npi: X12Field<String>? { identifierQualifier == "XX" ? identifier : nil }

  /// The tax identification number: the employer's (`EI`), else the person's (`SY`).
  package var taxID: X12Field<String>? { references.first("EI") ?? references.first("SY") }
}

extension X12Party: PrintsRedacted {}
