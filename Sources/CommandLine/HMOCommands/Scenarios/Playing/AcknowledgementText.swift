import Messages

/// What an answering X12 document says, in the form of a scenario's expectation.
struct AcknowledgementText {
  private let segments: [[Substring]]

  /// Reads a document; one that does not begin with a whole ISA segment has no segments.
  init(_ bytes: [UInt8]) {
    segments = SegmentText(bytes).segments
  }

  /// The document as a value.
  func value(of type: ClaimV1.DocumentType) -> JSONValue {
    var members: [String: JSONValue] = ["type": .text(AcknowledgementText.name(type))]
    switch type {
    case .ta1:
      members["code"] = element("TA1", 4)
      members["note"] = element("TA1", 5)
    case .documentType999: members["code"] = element("AK9", 1)
    default: members["claims"] = .list(claims)
    }
    return .record(members)
  }

  private func element(_ segment: String, _ number: Int) -> JSONValue {
    let found = segments.first { $0.first.map { $0 == segment } ?? false }
    guard let found, number < found.count else { return .text("") }
    return .text(String(found[number]))
  }

  /// The claims with the category of the first status behind each trace number.
  private var claims: [JSONValue] {
    var claims: [JSONValue] = []
    var trace: String?
    for segment in segments where segment.count > 1 {
      switch segment[0] {
      case "HL": trace = nil
      case "TRN" where segment.count > 2 && segment[1] == "2": trace = String(segment[2])
      case "STC":
        guard let claim = trace else { continue }
        let category = segment[1].prefix { $0.isLetter || $0.isNumber }
        claims.append(.record(["claim": .text(claim), "category": .text(String(category))]))
        trace = nil
      default: continue
      }
    }
    return claims
  }

  private static func name(_ type: ClaimV1.DocumentType) -> String {
    switch type {
    case .ta1: "TA1"
    case .documentType999: "999"
    case .documentType277ca: "277CA"
    case .documentType277: "277"
    default: "document \(type.rawValue)"
    }
  }
}
