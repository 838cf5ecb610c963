package import Domain
package import Messages

extension Stay {
  /// Reads a stay; an absent one is none.
  ///
  /// - Throws: ``MessageError`` for a field that is wrong by itself. Whether the days fit together is
  ///   for ``isConsistent`` to say.
  package static func optional(
    _ message: TypeV1.Stay?, _ field: String
  ) throws(MessageError) -> Stay? {
    guard let message else { return nil }
    do throws(MessageError) {
      return try Stay(message)
    } catch {
      throw error.within(field)
    }
  }

  /// Reads a stay.
  package init(_ message: TypeV1.Stay) throws(MessageError) {
    self.init(
      admission: try Day(message.admission, "admission"),
      discharge: try Day(message.discharge, "discharge"),
      diagnosisRelatedGroup: try MessageCheck.optionalIdentifier(
        message.diagnosisRelatedGroup, "diagnosis_related_group"),
      accommodations: try MessageCheck.list(
        message.accommodations, "accommodations", countMax: Stay.accommodationsMax,
        Accommodation.init))
  }

  /// The stay as a message.
  package var message: TypeV1.Stay {
    var message = TypeV1.Stay()
    message.admission = admission.message
    message.discharge = discharge.message
    message.diagnosisRelatedGroup = diagnosisRelatedGroup
    message.accommodations = accommodations.map(\.message)
    return message
  }
}

extension Stay.Accommodation {
  /// The most days that are read, which is more than any stay has.
  private static let daysReadMax: Int32 = 999_999

  /// Reads the days at a level of care, as they were billed.
  package init(_ message: TypeV1.Accommodation) throws(MessageError) {
    guard (0...Self.daysReadMax).contains(message.days) else {
      throw MessageError("days", "is not 0 to \(Self.daysReadMax)")
    }
    self.init(
      revenueCode: try MessageCheck.identifier(message.revenueCode, "revenue_code"),
      days: Int(message.days))
  }

  /// The days as a message.
  package var message: TypeV1.Accommodation {
    var message = TypeV1.Accommodation()
    message.revenueCode = revenueCode
    message.days = Int32(clamping: days)
    return message
  }
}

extension ContractFacts.StayRate {
  /// Reads what a day at a level of care is paid.
  package init(_ message: NetworkV1.StayRate) throws(MessageError) {
    self.init(
      revenueCode: try MessageCheck.identifier(message.revenueCode, "revenue_code"),
      amount: try Money(notNegative: message.amount, "amount"))
  }

  /// The rate as a message.
  package var message: NetworkV1.StayRate {
    var message = NetworkV1.StayRate()
    message.revenueCode = revenueCode
    message.amount = amount.message
    return message
  }
}
