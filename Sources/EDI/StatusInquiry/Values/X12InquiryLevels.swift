/// BHT and the levels above an inquiry, which all inquiries under them share.
package struct X12InquiryLevels: Hashable, Sendable {
  /// BHT03, the asker's number of the transaction.
  package internal(set) var reference = X12Field("")
  /// BHT04, eight digits.
  package internal(set) var date = X12Field("")
  /// BHT05.
  package internal(set) var time = ""
  private var levels: [X12InquiryLevel?] = Array(repeating: nil, count: depthMax)

  /// How many levels there are.
  static let depthMax = 5

  /// The level at a depth from 0 for the payer to 4 for the dependent; nothing beyond.
  subscript(depth: Int) -> X12InquiryLevel? {
    get { levels.indices.contains(depth) ? levels[depth] : nil }
    set { if levels.indices.contains(depth) { levels[depth] = newValue } }
  }

  /// Loop 2000A.
  package var payer: X12InquiryLevel? { self[0] }
  /// Loop 2000B, who asks.
  package var inquirer: X12InquiryLevel? { self[1] }
  /// Loop 2000C.
  package var provider: X12InquiryLevel? { self[2] }
  /// Loop 2000D.
  package var subscriber: X12InquiryLevel? { self[3] }
  /// Loop 2000E.
  package var dependent: X12InquiryLevel? { self[4] }
}

extension X12InquiryLevels: PrintsRedacted {}
