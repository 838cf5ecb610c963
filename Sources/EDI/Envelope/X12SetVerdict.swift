/// How a transaction set ended: what a 999 reports of it.
package struct X12SetVerdict: Hashable, Sendable {
  /// The set.
  package let header: X12SetHeader
  /// The segments read, ST and SE included.
  package let segmentCount: Int
  /// Whether SE01 gives that count and SE02 repeats ST02.
  package let isTrailerRight: Bool
  /// The faults of the envelope and of the set as a whole, not those of single claims.
  package internal(set) var faults: [X12Fault]

  /// Whether nothing but notes was found.
  package var isAccepted: Bool { faults.allSatisfy(\.isNote) }

  /// The same verdict with a fault that whoever takes the set found.
  package func adding(_ fault: X12Fault) -> X12SetVerdict {
    var verdict = self
    verdict.faults.append(fault)
    return verdict
  }
}
