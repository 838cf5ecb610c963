package import Domain
package import Messages

extension BilledLine {
  /// The most modifiers that are read.
  package static let modifiersMax = 12

  /// Reads a line of a claim; its reasons are read by ``reasons(in:)``.
  package init(_ message: borrowing PaymentV1.BilledLine) throws(MessageError) {
    let packagedInto = try MessageCheck.list(
      message.packagedInto, "packaged_into", countMax: MessageCheck.linesMax
    ) { number throws(MessageError) in try MessageCheck.lineNumber(number) }
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      procedure: try MessageCheck.identifier(message.procedure, "procedure"),
      modifiers: try MessageCheck.list(
        message.modifiers, "modifiers", countMax: BilledLine.modifiersMax
      ) { text throws(MessageError) in try MessageCheck.identifier(text, "") },
      charge: try Money(notNegative: message.charge, "charge"),
      quantity: try Quantity(message.quantity, "quantity"), day: try Day(message.day, "day"),
      placeOfService: try MessageCheck.optionalIdentifier(
        message.placeOfService, "place_of_service"),
      renderingNPI: try MessageCheck.npi(message.renderingNPI, "rendering_npi"))
    self.packagedInto = packagedInto
    unit = try MessageCheck.optionalIdentifier(message.unit, "unit")
    priorPayment = try BilledLine.priorPayment(message.priorPayment)
    stay = try Stay.optional(message.stay, "stay")
  }

  private static func priorPayment(
    _ message: PaymentV1.PriorPayment?
  ) throws(MessageError) -> PriorPayment? {
    guard let message else { return nil }
    do throws(MessageError) {
      return try PriorPayment(message)
    } catch {
      throw error.within("prior_payment")
    }
  }

  /// Reads the reasons that were found for a line before payment.
  package static func reasons(in message: PaymentV1.BilledLine) throws(MessageError) -> [Reason] {
    try Reason.list(message.reasons, "reasons")
  }

  /// The line as a message, with the reasons found for it.
  package func message(reasons: [Reason]) -> PaymentV1.BilledLine {
    var message = PaymentV1.BilledLine()
    message.lineNumber = Int32(clamping: lineNumber)
    message.procedure = procedure
    message.modifiers = modifiers
    message.charge = charge.message
    message.quantity = quantity.message
    message.unit = isCountedInUnits ? "" : unit
    message.day = day.message
    message.placeOfService = placeOfService
    message.renderingNPI = renderingNPI
    message.priorPayment = priorPayment?.message
    message.reasons = reasons.map(\.rawValue)
    message.stay = stay?.message
    message.packagedInto = packagedInto.map { Int32(clamping: $0) }
    return message
  }

  /// The line as a message without reasons.
  package var message: PaymentV1.BilledLine { message(reasons: []) }
}

extension Reason {
  /// Reads reasons by their names, each at most once for each that there is.
  package static func list(
    _ names: [String], _ field: String
  ) throws(MessageError) -> [Reason] {
    try MessageCheck.list(names, field, countMax: Reason.allCases.count) {
      name throws(MessageError) in
      guard let reason = Reason(rawValue: name) else { throw MessageError("", "is no reason") }
      return reason
    }
  }
}
