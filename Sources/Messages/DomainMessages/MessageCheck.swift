import Domain

/// Checks of what arrives in messages, each with the name of its field.
package enum MessageCheck {
  /// The most bytes of an identifier or code.
  package static let identifierBytesMax = 100

  /// The most bytes of a name that people write.
  package static let nameBytesMax = 200

  /// The most lines of a claim; their numbers are 1 to this.
  package static let linesMax = 999

  /// `text` when it is an identifier: not empty and at most ``identifierBytesMax`` bytes.
  package static func identifier(
    _ text: String, _ field: String
  ) throws(MessageError) -> String {
    guard !text.isEmpty else { throw MessageError(field, "is empty") }
    return try optionalIdentifier(text, field)
  }

  /// `text` when it is an identifier or empty.
  package static func optionalIdentifier(
    _ text: String, _ field: String
  ) throws(MessageError) -> String {
    try MessageCheck.text(text, field, bytesMax: identifierBytesMax)
  }

  /// `text` when it has at most `bytesMax` bytes.
  package static func text(
    _ text: String, _ field: String, bytesMax: Int
  ) throws(MessageError) -> String {
    guard text.utf8.count <= bytesMax else {
      throw MessageError(field, "is longer than \(bytesMax) bytes")
    }
    return text
  }

  /// `text` when it is a name: not empty and at most ``nameBytesMax`` bytes.
  package static func name(_ text: String, _ field: String) throws(MessageError) -> String {
    guard !text.isEmpty else { throw MessageError(field, "is empty") }
    return try MessageCheck.text(text, field, bytesMax: nameBytesMax)
  }

  /// `text` when it is an NPI with a correct check digit.
  package static func npi(_ text: String, _ field: String) throws(MessageError) -> String {
    guard NPI(text) != nil else { throw MessageError(field, "is no NPI") }
    return text
  }

  /// `text` when it is empty or an NPI.
  package static func optionalNPI(_ text: String, _ field: String) throws(MessageError) -> String {
    text.isEmpty ? text : try npi(text, field)
  }

  /// The number of a line of a claim.
  package static func lineNumber(
    _ number: Int32, _ field: String = "line_number"
  ) throws(MessageError) -> Int {
    guard (1...linesMax).contains(Int(number)) else {
      throw MessageError(field, "is not 1 to \(linesMax)")
    }
    return Int(number)
  }

  /// The number of a line of a claim, or 0 for the claim as a whole.
  package static func partNumber(
    _ number: Int32, _ field: String = "line_number"
  ) throws(MessageError) -> Int {
    guard (0...linesMax).contains(Int(number)) else {
      throw MessageError(field, "is not 0 to \(linesMax)")
    }
    return Int(number)
  }

  /// What `read` makes of each of `messages`; an error names the place in the list.
  ///
  /// Open to its callers, so that the compiler may read a list of a hot path without generic code; the
  /// release programs call it all the same.
  ///
  /// - Parameters:
  ///   - messages: The entries.
  ///   - field: The name of the list.
  ///   - countMax: How many there may be.
  ///   - read: Reads one entry.
  @inlinable @inline(__always)
  package static func list<Message, Value>(
    _ messages: [Message], _ field: String, countMax: Int = .max,
    _ read: (Message) throws(MessageError) -> Value
  ) throws(MessageError) -> [Value] {
    guard messages.count <= countMax else {
      throw MessageError(field, "has more than \(countMax) entries")
    }
    var values: [Value] = []
    values.reserveCapacity(messages.count)
    for index in messages.indices {
      do throws(MessageError) {
        values.append(try read(messages[index]))
      } catch {
        throw error.within("\(field)[\(index)]")
      }
    }
    return values
  }
}
