/// Loop 2000A: a billing provider with where to pay.
package struct X12BillingLevel: Hashable, Sendable {
  /// HL01.
  package let number: X12Field<String>
  /// PRV of the level: the billing provider's specialty.
  package internal(set) var specialty: X12Specialty?
  /// Loop 2010AA.
  package internal(set) var provider: X12Party?
  /// Loop 2010AB, an address only.
  package internal(set) var payToAddress: X12Party?
  /// Loop 2010AC.
  package internal(set) var payToPlan: X12Party?
  /// What no field holds, such as CUR.
  package internal(set) var rawSegments: [X12RawSegment] = []
}

extension X12BillingLevel: PrintsRedacted {}
