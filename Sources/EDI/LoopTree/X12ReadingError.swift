/// Why a set that was read as a tree is not the value that was asked for.
package struct X12ReadingError: Error, Hashable, Sendable {
  /// What is wrong, and where.
  package let fault: X12Fault

  /// The same in words that quote nothing of the file.
  package var message: String { fault.description }
}

extension X12ReadingError: CustomStringConvertible {
  /// Code and place, fit for a log.
  package var description: String { message }
}

extension X12Segment {
  /// An error at an element of the segment.
  func error(_ code: X12FaultCode, _ element: Int = 0) -> X12ReadingError {
    X12ReadingError(
      fault: X12Fault(code, at: X12Position(self, in: .unrecognised, element: element)))
  }
}
