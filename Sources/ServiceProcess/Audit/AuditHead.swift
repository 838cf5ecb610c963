/// The last record of a trail, by which a trail whose end was cut off is known.
package struct AuditHead: Hashable, Sendable {
  /// Its place; 0 while there is none.
  package let position: Int64
  /// Its digest; zeros while there is none.
  package let digest: [UInt8]

  /// A trail without records.
  static let empty = AuditHead(position: 0, digest: AuditRecord.noDigest)
}
