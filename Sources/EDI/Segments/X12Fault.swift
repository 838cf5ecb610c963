/// A fault found in a set or claim, with its place. Reading went on.
package struct X12Fault: Hashable, Sendable {
  /// What is wrong.
  package let code: X12FaultCode
  /// Where.
  package let position: X12Position

  /// Makes a fault.
  package init(_ code: X12FaultCode, at position: X12Position) {
    self.code = code
    self.position = position
  }

  /// The stable name of the rule that it breaks.
  package var rule: String { code.rule }
  /// What a submitter does about it.
  package var remedy: String { code.remedy }
  /// Whether the claims it belongs to can be decided all the same.
  package var isNote: Bool { code.consequence == .note }
}

extension X12Fault: CustomStringConvertible {
  /// Code and place, fit for a log.
  package var description: String { "\(code.rawValue) at \(position)" }
}
