package import Domain

/// A DMG segment: birth and sex.
package struct X12Demographics: Hashable, Sendable {
  /// DMG02; nothing when it is absent or no day.
  package let birth: X12Field<Day?>
  /// DMG03: `F`, `M` or `U`.
  package let sex: X12Field<String>
}

extension X12Demographics: PrintsRedacted {}
