/// What a set gave besides its envelope.
enum X12SetContent: Hashable, Sendable {
  indirect case claim(X12Claim)
  case inquiry(X12StatusInquiry)

  /// The step of the file that it is.
  var event: X12FileEvent {
    switch self {
    case .claim(let claim): .claim(claim)
    case .inquiry(let inquiry): .inquiry(inquiry)
    }
  }
}
