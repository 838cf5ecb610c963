import DomainMessages
import Messages

/// What is known of the area of a postal code.
struct PostalArea: Hashable, Sendable {
  /// Whether an area is rural.
  enum Rurality: String, Sendable, CaseIterable {
    case unspecified, urban, rural
    /// Among the most thinly settled quarter.
    case superRural = "super_rural"

    /// The code as a message.
    var message: NetworkV1.Rurality {
      switch self {
      case .unspecified: .unspecified
      case .urban: .urban
      case .rural: .rural
      case .superRural: .superRural
      }
    }
  }

  /// Five digits.
  let postalCode: String
  /// Whether it is rural.
  let rurality: Rurality

  private static let digits = 5

  /// Reads the areas of a load, each postal code once.
  static func list(
    _ messages: [NetworkV1.PostalArea], countMax: Int
  ) throws(MessageError) -> [PostalArea] {
    let areas = try MessageCheck.list(
      messages, "postal_areas", countMax: countMax, PostalArea.init)
    var seen: Set<String> = []
    for (index, area) in areas.enumerated() where !seen.insert(area.postalCode).inserted {
      throw MessageError("postal_areas[\(index)].postal_code", "is that of an earlier area")
    }
    return areas
  }

  /// Reads a postal code of five digits.
  static func code(_ text: String, _ field: String) throws(MessageError) -> String {
    guard text.utf8.count == digits,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw MessageError(field, "is not five digits") }
    return text
  }
}

extension PostalArea {
  /// Reads and checks an area; it must say whether it is rural.
  init(_ message: NetworkV1.PostalArea) throws(MessageError) {
    postalCode = try PostalArea.code(message.postalCode, "postal_code")
    let known = Rurality.allCases.first { $0.message == message.rurality }
    guard let known, known != .unspecified else {
      throw MessageError("rurality", "is not urban, rural or super-rural")
    }
    rurality = known
  }
}
