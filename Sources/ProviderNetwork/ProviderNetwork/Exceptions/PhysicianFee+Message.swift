import Domain
import DomainMessages
import Messages
import NetworkRules

extension RelativeValueRow {
  /// How many characters a status has at most.
  private static let statusBytesMax = 1

  /// Reads and checks a relative value of a load.
  init(_ message: NetworkV1.RelativeValue) throws(MessageError) {
    let value = RelativeValue(
      workHundredths: Int64(message.workHundredths),
      facilityExpenseHundredths: Int64(message.facilityExpenseHundredths),
      nonFacilityExpenseHundredths: Int64(message.nonFacilityExpenseHundredths),
      malpracticeHundredths: Int64(message.malpracticeHundredths))
    guard let value else { throw MessageError("work_hundredths", "or another part is below zero") }
    self.init(
      procedure: try MessageCheck.identifier(message.procedure, "procedure"),
      modifier: try MessageCheck.optionalIdentifier(message.modifier, "modifier"),
      days: try DaySpan(message.days, "days"),
      status: try MessageCheck.text(
        try MessageCheck.identifier(message.status, "status"), "status",
        bytesMax: RelativeValueRow.statusBytesMax),
      value: value, isMultipleProcedure: message.isMultipleProcedure)
    reductionKind = try ReductionKind.optional(message.reductionKind, "reduction_kind")
  }
}

extension PracticeCostRow {
  /// Reads and checks the costs of a locality of a load.
  init(_ message: NetworkV1.PracticeCost) throws(MessageError) {
    let index = PracticeCostIndex(
      workThousandths: Int64(message.workThousandths),
      expenseThousandths: Int64(message.expenseThousandths),
      malpracticeThousandths: Int64(message.malpracticeThousandths))
    guard let index else { throw MessageError("work_thousandths", "or another part is below zero") }
    self.init(
      locality: try MedicareLocality(carrier: message.carrier, locality: message.locality),
      days: try DaySpan(message.days, "days"), index: index)
  }
}

extension PostalLocalityRow {
  /// How many digits a postal code has.
  private static let digits = 5

  /// Reads and checks the locality of a postal code of a load.
  init(_ message: NetworkV1.PostalLocality) throws(MessageError) {
    let code = message.postalCode
    guard code.utf8.count == PostalLocalityRow.digits,
      code.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw MessageError("postal_code", "is not five digits") }
    self.init(
      postalCode: code, days: try DaySpan(message.days, "days"),
      locality: try MedicareLocality(carrier: message.carrier, locality: message.locality),
      isSplit: message.isSplit)
  }
}

extension ConversionFactorRow {
  /// Reads and checks a conversion factor of a load.
  init(_ message: NetworkV1.ConversionFactor) throws(MessageError) {
    guard message.tenThousandths > 0,
      let factor = ConversionFactor(tenThousandths: Int64(message.tenThousandths))
    else { throw MessageError("ten_thousandths", "is not above zero") }
    self.init(days: try DaySpan(message.days, "days"), factor: factor)
  }
}

extension MedicareLocality {
  /// Reads and checks a locality's name.
  fileprivate init(carrier: String, locality: String) throws(MessageError) {
    self.init(
      carrier: try MessageCheck.identifier(carrier, "carrier"),
      number: try MessageCheck.identifier(locality, "locality"))
  }
}
