import Domain
import DomainMessages
import Messages
import NetworkRules

extension ContractQuestion {
  /// How many bytes a postal code has at most.
  fileprivate static let postalCodeBytesMax = 15

  /// Reads a question.
  init(_ message: NetworkV1.ContractQuestion) throws(MessageError) {
    guard !message.lines.isEmpty else { throw MessageError("lines", "is empty") }
    self.init(
      billingNPI: try MessageCheck.npi(message.billingNPI, "billing_npi"),
      billingTIN: try MessageCheck.identifier(message.billingTIN, "billing_tin"),
      lines: try MessageCheck.list(
        message.lines, "lines", countMax: MessageCheck.linesMax, Line.init))
    let postalCode = try MessageCheck.text(
      message.billingPostalCode, "billing_postal_code",
      bytesMax: ContractQuestion.postalCodeBytesMax)
    for index in lines.indices where lines[index].postalCode.isEmpty {
      lines[index].postalCode = postalCode
    }
  }
}

extension ContractQuestion.Line {
  /// How many modifiers a line has at most.
  private static let modifiersMax = 10

  /// Reads one line of a question.
  init(_ message: NetworkV1.ContractQuestionLine) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      day: try Day(message.day, "day"),
      procedure: try MessageCheck.identifier(message.procedure, "procedure"),
      modifiers: try MessageCheck.list(
        message.modifiers, "modifiers", countMax: ContractQuestion.Line.modifiersMax
      ) { modifier throws(MessageError) in try MessageCheck.identifier(modifier, "") },
      renderingNPI: try MessageCheck.npi(message.renderingNPI, "rendering_npi"),
      productID: try MessageCheck.optionalIdentifier(message.productID, "product_id"),
      primaryCareNPI: try MessageCheck.optionalNPI(message.primaryCareNPI, "primary_care_npi"),
      placeOfService: try MessageCheck.optionalIdentifier(
        message.placeOfService, "place_of_service"))
    authorizationNumber = try MessageCheck.optionalIdentifier(
      message.authorizationNumber, "authorization_number")
    isOwedWithoutContract = message.isOwedWithoutContract
    postalCode = try MessageCheck.text(
      message.postalCode, "postal_code", bytesMax: ContractQuestion.postalCodeBytesMax)
    stay = try Stay.optional(message.stay, "stay")
  }
}
