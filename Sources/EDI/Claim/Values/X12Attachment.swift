/// A PWK segment: a document that comes another way.
package struct X12Attachment: Hashable, Sendable {
  /// PWK01, the kind of report.
  package let report: X12Field<String>
  /// PWK02, how it comes: `EL` electronically, `FX` by fax, `BM` by mail.
  package let transmission: X12Field<String>
  /// PWK05, `AC` when a control number follows.
  package let qualifier: String
  /// PWK06, the number by which document and claim find each other.
  package let controlNumber: X12Field<String>
}

extension X12Attachment: PrintsRedacted {}
