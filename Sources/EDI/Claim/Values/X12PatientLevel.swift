package import Domain

/// Loop 2000C: a patient who is not the subscriber.
package struct X12PatientLevel: Hashable, Sendable {
  /// HL01.
  package let number: X12Field<String>
  /// HL02, the number of the subscriber level above.
  package let parent: X12Field<String>
  /// PAT01, such as `01` for a spouse or `19` for a child.
  package internal(set) var relationship = X12Field("")
  /// PAT06; nothing when the patient has not died.
  package internal(set) var death = X12Field<Day?>(nil)
  /// Loop 2010CA.
  package internal(set) var patient: X12Party?
  /// PAT whole, and what no field holds.
  package internal(set) var rawSegments: [X12RawSegment] = []
}

extension X12PatientLevel: PrintsRedacted {}
