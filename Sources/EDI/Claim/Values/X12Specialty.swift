/// A PRV segment: the specialty in which somebody acts.
package struct X12Specialty: Hashable, Sendable {
  /// PRV01, such as `BI` for billing or `PE` for performing.
  package let role: String
  /// PRV02, `PXC` for the health care provider taxonomy.
  package let qualifier: String
  /// PRV03, the taxonomy code.
  package let taxonomy: X12Field<String>
}
