/// A diagnosis of an HI segment; its place in the claim's list is the number lines point to.
package struct X12Diagnosis: Hashable, Sendable {
  /// `ABK` principal or `ABF` further in ICD-10-CM; `BK` and `BF` in ICD-9-CM.
  package let qualifier: String
  /// The code without a point.
  package let code: X12Field<String>
}

extension X12Diagnosis: PrintsRedacted {}
