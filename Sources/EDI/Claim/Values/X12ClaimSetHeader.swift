/// BHT, submitter and receiver: what all claims of a set share.
package struct X12ClaimSetHeader: Hashable, Sendable {
  /// BHT02: `00` original, `18` sent again.
  package internal(set) var purpose = X12Field("")
  /// BHT03, the submitter's number of the transaction.
  package internal(set) var reference = X12Field("")
  /// BHT04, eight digits.
  package internal(set) var date = X12Field("")
  /// BHT05.
  package internal(set) var time = ""
  /// BHT06: `CH` for claims, `RP` for encounters.
  package internal(set) var kind = X12Field("")
  /// Loop 1000A.
  package internal(set) var submitter: X12Party?
  /// Loop 1000B.
  package internal(set) var receiver: X12Party?
}

extension X12ClaimSetHeader: PrintsRedacted {}
