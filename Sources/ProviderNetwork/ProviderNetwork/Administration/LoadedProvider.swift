import Domain
import DomainMessages
import Messages
import NetworkRules

extension ProviderRows.Named {
  /// How many tax numbers a provider has at most.
  private static let taxNumbersMax = 100

  /// Reads and checks a provider of a load.
  init(_ message: NetworkV1.Provider) throws(MessageError) {
    self.init(
      name: try MessageCheck.text(message.name, "name", bytesMax: MessageCheck.nameBytesMax),
      record: ProviderRecord(
        npi: try MessageCheck.npi(message.npi, "npi"),
        role: try ProviderRole(message.role, "role"),
        specialty: try MessageCheck.optionalIdentifier(message.specialty, "specialty"),
        credentialed: message.credentialed == nil
          ? nil : try DaySpan(message.credentialed, "credentialed"),
        excluded: message.excluded == nil ? nil : try DaySpan(message.excluded, "excluded"),
        taxNumbers: Set(
          try MessageCheck.list(
            message.tins, "tins", countMax: ProviderRows.Named.taxNumbersMax
          ) { text throws(MessageError) in try LoadedContract.taxNumber(text, "") })),
      practice: try Practice(message))
  }
}
