/// Elements without which a segment that we send says nothing.
///
/// An empty one refuses the file: nobody downstream could tell what was meant.
enum X12RequiredElements {
  private static let numbers: [String: [Int]] = [
    "AK1": [1, 2, 3], "AK2": [1, 2], "AK9": [1, 2, 3, 4], "AMT": [1, 2],
    "BHT": [1, 2, 3, 4, 5], "BPR": [1, 2, 3, 4, 16], "CAS": [1, 2, 3],
    "CLP": [1, 2, 3, 4, 6, 7], "CTX": [1], "DTM": [1, 2], "DTP": [1, 2, 3], "HL": [1, 3],
    "IK3": [1, 2, 4], "IK4": [1, 3], "IK5": [1], "LQ": [1, 2], "LX": [1], "N1": [1, 2],
    "N3": [1], "N4": [1, 2, 3], "NM1": [1, 2], "PER": [1], "PLB": [1, 2, 3, 4],
    "QTY": [1, 2], "REF": [1, 2], "STC": [1], "SVC": [1, 2], "TA1": [1, 2, 3, 4, 5],
    "TRN": [1, 2],
  ]

  /// Composites of which the first two components are required.
  private static let composites: [String: [Int]] = ["SVC": [1], "STC": [1]]

  /// Whether every required element of a segment has a value.
  static func areThere(in elements: [X12ElementValue], of segmentID: String) -> Bool {
    let elementsAreThere = (numbers[segmentID] ?? []).allSatisfy { number in
      number <= elements.count && elements[number - 1].has(1)
    }
    return elementsAreThere
      && (composites[segmentID] ?? []).allSatisfy { elements[$0 - 1].has(2) }
  }
}
