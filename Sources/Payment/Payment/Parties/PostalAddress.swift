import DomainMessages
import Messages
import Protobuf

/// Where a party of a remittance is, as its files need it.
struct PostalAddress: Hashable, Sendable {
  let line: String
  let secondLine: String
  let city: String
  let state: String
  let postalCode: String

  /// Takes what is stored.
  init(line: String, secondLine: String, city: String, state: String, postalCode: String) {
    self.line = line
    self.secondLine = secondLine
    self.city = city
    self.state = state
    self.postalCode = postalCode
  }

  /// Reads and checks an address in the United States.
  init(_ message: TypeV1.Address) throws(MessageError) {
    line = try PartyText.text(message.line, "address.line", bytes: 1...55)
    secondLine = try PartyText.text(message.secondLine, "address.second_line", bytes: 0...55)
    city = try PartyText.text(message.city, "address.city", bytes: 2...30)
    state = message.state
    postalCode = message.postalCode
    guard state.utf8.count == 2,
      state.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else { throw MessageError("address.state", "is not two capital letters") }
    guard [5, 9].contains(postalCode.utf8.count), PartyText.isDigits(postalCode) else {
      throw MessageError("address.postal_code", "is not five or nine digits")
    }
  }

  /// The address as a message.
  var message: TypeV1.Address {
    .with {
      $0.line = line
      $0.secondLine = secondLine
      $0.city = city
      $0.state = state
      $0.postalCode = postalCode
    }
  }
}
