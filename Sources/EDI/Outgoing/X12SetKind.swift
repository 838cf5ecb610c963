/// What ST and GS say of a kind of set that we send.
enum X12SetKind: Hashable, Sendable, CaseIterable {
  case functionalAcknowledgement, claimAcknowledgement, statusResponse, remittance

  /// ST01.
  var transaction: String {
    switch self {
    case .functionalAcknowledgement: "999"
    case .claimAcknowledgement, .statusResponse: "277"
    case .remittance: "835"
    }
  }

  /// GS01.
  var functionalID: String {
    switch self {
    case .functionalAcknowledgement: "FA"
    case .claimAcknowledgement, .statusResponse: "HN"
    case .remittance: "HP"
    }
  }

  /// GS08.
  var guide: String {
    switch self {
    case .functionalAcknowledgement: "005010X231A1"
    case .claimAcknowledgement: "005010X214"
    case .statusResponse: "005010X212"
    case .remittance: "005010X221A1"
    }
  }

  /// Whether ST03 repeats the guide; the guide of the remittance leaves it out.
  var namesGuideInSet: Bool { self != .remittance }
}
