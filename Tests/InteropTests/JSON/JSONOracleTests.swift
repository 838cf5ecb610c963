import Protobuf
import Testing

@Suite("The JSON of messages, against Google's library")
struct JSONOracleTests {
  @Test("Random messages of every type are read there and come back the same, byte for byte")
  func everyType() async throws {
    guard let oracle = try await JSONOracle.find() else { return }
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the random messages: \(seed)")
    var random = RandomMessage(pool: JSONOracle.pool, generator: SeededGenerator(seed: seed))
    let types = JSONOracle.pool.messageNames
    #expect(types.count > 150)
    let messages = types.flatMap { type in (0..<6).map { _ in (type, random.bytes(of: type)) } }
    let items = try messages.map { type, bytes in
      JSONOracle.Item(type: type, json: try Self.plain(bytes, type))
    }
    let answers = try await oracle.answers(items)
    for ((type, bytes), (item, answer)) in zip(messages, zip(items, answers)) {
      try expect(answer, type, bytes, item.json)
    }
  }

  private func expect(
    _ answer: JSONOracle.Answer, _ type: String, _ bytes: [UInt8], _ json: String
  ) throws {
    guard case .read(let binary, let written) = answer else {
      Issue.record("\(type) is refused there: \(answer) \(json)")
      return
    }
    #expect(binary == bytes, "\(type) is read otherwise there: \(json)")
    for text in written + [json] {
      let read = try ProtobufJSON.decode(json: text, type: type, pool: JSONOracle.pool)
      #expect(read == bytes, "\(type) is read otherwise here: \(text)")
    }
  }

  @Test("With our forms of amounts, days, moments and quantities they come back the same to us")
  func ownForms() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the random messages with our forms: \(seed)")
    var random = RandomMessage(pool: JSONOracle.pool, generator: SeededGenerator(seed: seed))
    var written = 0
    for type in JSONOracle.pool.messageNames {
      for _ in 0..<20 {
        let bytes = random.bytes(of: type)
        // Days and moments beyond the year 9999 have no such form.
        guard let json = try? ProtobufJSON.encode(bytes: bytes, type: type, pool: JSONOracle.pool)
        else { continue }
        written += 1
        #expect(
          try ProtobufJSON.decode(json: json, type: type, pool: JSONOracle.pool) == bytes,
          "\(type): \(json)")
      }
    }
    #expect(written > 500)
  }

  /// Texts that both must take, and take for the same message.
  private static let taken = [
    "{}", " {\n} ", #"{"anInt32":null,"leaf":null,"colour":null}"#, #"{"an_int32":7}"#,
    #"{"anInt32":"7"}"#, #"{"anInt32":-2147483648}"#, #"{"anInt32":1e2}"#, #"{"anInt32":7.0}"#,
    #"{"anInt64":"-9223372036854775808"}"#, #"{"anInt64":9007199254740993}"#,
    #"{"aUint64":"18446744073709551615"}"#, #"{"aUint32":4294967295}"#, #"{"aBool":false}"#,
    #"{"aDouble":"1.5"}"#, #"{"aDouble":"NaN","aFloat":"-Infinity"}"#, #"{"aDouble":-0.0}"#,
    #"{"aDouble":1}"#, #"{"aFloat":3.4028234e38}"#, #"{"someBytes":"-_8"}"#,
    #"{"someBytes":"+/8="}"#, #"{"someBytes":"+/8"}"#, #"{"colour":"COLOUR_RED"}"#,
    #"{"colour":77}"#, #"{"colour":-1}"#, #"{"aString":"\ud83d\ude08\u00e9\/"}"#,
    #"{"leaf":{}}"#, #"{"aString":"\u2028"}"#,
  ]

  @Test("What it takes beside the canonical form, we take for the same message", arguments: taken)
  func takenAlike(json: String) async throws {
    let mine = try ProtobufJSON.decode(json: json, type: Self.singles, pool: JSONOracle.pool)
    guard let answer = try await Self.verdicts.value?[json] else { return }
    guard case .read(let bytes, _) = answer else {
      Issue.record("it is refused there: \(answer)")
      return
    }
    #expect(bytes == mine)
  }

  /// Texts that both must refuse.
  private static let refused = [
    "", "1", "null", #"{"nobody":1}"#, #"{"anInt32":1,"anInt32":2}"#, #"{"anInt32":0.5}"#,
    #"{"anInt32":2147483648}"#, #"{"anInt32":"one"}"#, #"{"anInt32":""}"#, #"{"anInt32":true}"#,
    #"{"aUint32":-1}"#, #"{"aUint64":18446744073709551616}"#, #"{"anInt64":"1 "}"#,
    #"{"aBool":1}"#, #"{"aBool":"true"}"#, #"{"aDouble":"one"}"#, #"{"aDouble":1e999}"#,
    #"{"aFloat":3.5e38}"#, #"{"aString":1}"#, #"{"aString":"\ud800"}"#, #"{"someBytes":1}"#,
    #"{"someBytes":"A"}"#, #"{"colour":"COLOUR_PURPLE"}"#, #"{"colour":2147483648}"#,
    #"{"leaf":1}"#, #"{"aString":["a"]}"#, "{} {}",
    #"{"anInt32":1,}"#, #"{'anInt32':1}"#, #"{"anInt32":01}"#,
  ]

  @Test("What it refuses, we refuse", arguments: refused)
  func refusedAlike(json: String) async throws {
    #expect(throws: ProtobufError.self) {
      try ProtobufJSON.decode(json: json, type: Self.singles, pool: JSONOracle.pool)
    }
    guard let answer = try await Self.verdicts.value?[json] else { return }
    guard case .refused = answer else {
      Issue.record("it is read there: \(answer)")
      return
    }
  }

  @Test(
    "What only it takes, although the mapping has no such form, we refuse",
    arguments: ["[]", #"{"leaf":[]}"#, #"{"colour":1.5}"#, #"{"colour":"2"}"#])
  func refusedHereAlone(json: String) {
    #expect(throws: ProtobufError.self) {
      try ProtobufJSON.decode(json: json, type: Self.singles, pool: JSONOracle.pool)
    }
  }

  private static let singles = "hmo.testing.v1.Singles"

  /// What the library says of both lists; asked once.
  private static let verdicts = Task<[String: JSONOracle.Answer]?, any Error> {
    guard let oracle = try await JSONOracle.find() else { return nil }
    let texts = taken + refused
    let answers = try await oracle.answers(texts.map { JSONOracle.Item(type: singles, json: $0) })
    return Dictionary(uniqueKeysWithValues: zip(texts, answers))
  }

  private static func plain(_ bytes: [UInt8], _ type: String) throws -> String {
    try ProtobufJSON.encode(
      bytes: bytes, type: type, pool: JSONOracle.pool,
      options: ProtobufJSON.Options(isPlain: true))
  }
}
