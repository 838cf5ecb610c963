import Messages
package import Properties
import Protobuf

/// What holds for all bytes that are read as one type of message.
///
/// They are decoded or refused, within the memory that is allowed; what was decoded is encoded and
/// decoded to the same value and the same bytes, and comes through JSON, where JSON can show it.
package enum MessageProperties {
  /// The full names of all types that are tried, sorted.
  package static let names: [String] = types.keys.sorted()

  /// The full names of the requests among them, sorted.
  package static let requestNames: [String] = TriedTypes.requests.map { $0.protobufName }.sorted()

  private static let types: [String: any ProtobufMessage.Type] = Dictionary(
    (TriedTypes.requests + TriedTypes.answers).map { ($0.protobufName, $0) },
    uniquingKeysWith: { first, _ in first })

  /// Memory that small messages need and hostile ones pass.
  private static let smallArenaBytes = 2 * 1024

  /// Throws what does not hold for `bytes` as the type with that name; a trap is a violation too.
  package static func check(_ bytes: [UInt8], as name: String) throws(BrokenProperty) {
    guard let type = types[name] else { throw BrokenProperty("\(name) is a type that is tried") }
    try check(bytes, type)
  }

  private static func check<Message: ProtobufMessage>(
    _ bytes: [UInt8], _ type: Message.Type
  ) throws(BrokenProperty) {
    let message: Message
    do throws(ProtobufError) {
      message = try Message(protobufBytes: bytes)
    } catch {
      return try checkRefusal(bytes, error)
    }
    try checkSmallArena(bytes, message)
    let encoded = message.protobufBytes()
    let again = try? Message(protobufBytes: encoded)
    try BrokenProperty.require(again == message, "what was encoded is decoded the same")
    try BrokenProperty.require(
      again?.protobufBytes() == encoded, "the same value has the same bytes")
    try checkJSON(message, encoded, isPlain: bytes.count % 2 == 1)
    try DomainReading.check(message)
  }

  private static func checkRefusal(
    _ bytes: [UInt8], _ error: ProtobufError
  ) throws(BrokenProperty) {
    let expected: [ProtobufError.Code] = [.malformed, .invalidText, .resourceExhausted]
    try BrokenProperty.require(
      expected.contains(error.code), "bytes are refused for a reason of their own")
  }

  /// With little memory it is the same message or none.
  private static func checkSmallArena<Message: ProtobufMessage>(
    _ bytes: [UInt8], _ message: Message
  ) throws(BrokenProperty) {
    var limits = ProtobufLimits.defaults
    limits.arenaBytesMax = smallArenaBytes
    let small: Message
    do throws(ProtobufError) {
      small = try Message(protobufBytes: bytes, limits: limits)
    } catch {
      return try BrokenProperty.require(
        error.code == .resourceExhausted, "what lacks memory alone is refused for that")
    }
    try BrokenProperty.require(small == message, "memory makes no difference to what is read")
  }

  private static func checkJSON<Message: ProtobufMessage>(
    _ message: Message, _ encoded: [UInt8], isPlain: Bool
  ) throws(BrokenProperty) {
    let pool = MessagesDescriptors.pool
    let options = ProtobufJSON.Options(emitsDefaults: encoded.count % 3 == 2, isPlain: isPlain)
    guard
      let json = try? ProtobufJSON.encode(
        bytes: encoded, type: Message.protobufName, pool: pool, options: options)
    else { return }
    let back: Message
    do throws(ProtobufError) {
      back = try ProtobufJSON.decode(Message.self, json: json, pool: pool)
    } catch {
      throw BrokenProperty("JSON that was written can be read; \(error.message)")
    }
    try BrokenProperty.require(back == message, "a message comes through JSON as it was")
  }
}
