/// A level above an inquiry: loops 2000A to 2000E with the names in them.
package struct X12InquiryLevel: Hashable, Sendable {
  /// HL01.
  package let number: X12Field<String>
  /// HL02, the number of the level above; empty for the payer's.
  package let parent: X12Field<String>
  /// Loop 2100, in the order sent; only a provider's level may have two.
  package internal(set) var parties: [X12Party] = []
  /// DMG of a subscriber or dependent.
  package internal(set) var demographics: X12Demographics?

  /// The first name of the level.
  package var party: X12Party? { parties.first }
}

extension X12InquiryLevel: PrintsRedacted {}
