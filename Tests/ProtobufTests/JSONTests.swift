import Messages
import Protobuf
import TestMessages
import Testing

@Suite("Messages as JSON and back")
struct JSONTests {
  private let pool: DescriptorPool = {
    var pool = TestMessagesDescriptors.pool
    pool.add(MessagesDescriptors.pool)
    return pool
  }()

  private func failure(_ json: String, _ type: String = "Singles") -> ProtobufError? {
    do {
      _ = try ProtobufJSON.decode(json: json, type: "hmo.testing.v1." + type, pool: pool)
      return nil
    } catch {
      return error
    }
  }

  @Test("Every kind of field comes back from its JSON")
  func roundTrips() throws {
    for message in [Samples.singles, Samples.smallestSingles, TestingV1.Singles()] {
      try expectRoundTrip(message)
    }
    for message in [Samples.optionals, Samples.optionalsAtDefault, TestingV1.Optionals()] {
      try expectRoundTrip(message)
    }
    for message in Samples.choices { try expectRoundTrip(message) }
    try expectRoundTrip(Samples.repeats)
    try expectRoundTrip(Samples.branch)
  }

  private func expectRoundTrip<Message: ProtobufMessage>(_ message: Message) throws {
    for (isPretty, emitsDefaults) in [(false, false), (true, false), (false, true), (true, true)] {
      let options = ProtobufJSON.Options(isPretty: isPretty, emitsDefaults: emitsDefaults)
      let json = try ProtobufJSON.encode(message, pool: pool, options: options)
      let read = try ProtobufJSON.decode(Message.self, json: json, pool: pool)
      #expect(read == message)
      let bytes = try ProtobufJSON.decode(json: json, type: Message.protobufName, pool: pool)
      #expect(bytes == message.protobufBytes())
    }
  }

  @Test("The form is that of proto3")
  func form() throws {
    let message = TestingV1.Singles.with {
      $0.anInt32 = -7
      $0.anInt64 = .max
      $0.aUint64 = .max
      $0.aFixed32 = .max
      $0.aBool = true
      $0.aString = "a\"b\\c\n\u{1}é"
      $0.someBytes = [0xFB, 0xFF]
      $0.colour = .red
      $0.leaf = TestingV1.Leaf()
      $0.aDouble = 0.5
    }
    let json = try ProtobufJSON.encode(message, pool: pool)
    #expect(
      json == """
        {"aDouble":0.5,"anInt32":-7,"anInt64":"9223372036854775807",\
        "aUint64":"18446744073709551615","aFixed32":4294967295,"aBool":true,\
        "aString":"a\\"b\\\\c\\n\\u0001é","someBytes":"+/8=","colour":"COLOUR_RED","leaf":{}}
        """)
  }

  @Test("Defaults are written on demand, but never for fields whose absence means something")
  func defaults() throws {
    let options = ProtobufJSON.Options(emitsDefaults: true)
    let leaf = try ProtobufJSON.encode(TestingV1.Leaf(), pool: pool, options: options)
    #expect(leaf == #"{"name":"","count":0}"#)
    let branch = try ProtobufJSON.encode(TestingV1.Branch(), pool: pool, options: options)
    #expect(branch == #"{"leaves":[]}"#)
    let optionals = try ProtobufJSON.encode(TestingV1.Optionals(), pool: pool, options: options)
    #expect(optionals == "{}")
    #expect(try ProtobufJSON.encode(TestingV1.Leaf(), pool: pool) == "{}")
  }

  @Test("Pretty text is indented by two spaces")
  func pretty() throws {
    let options = ProtobufJSON.Options(isPretty: true)
    let branch = TestingV1.Branch.with {
      $0.leaves = [TestingV1.Leaf.with { $0.count = 1 }, TestingV1.Leaf()]
    }
    #expect(
      try ProtobufJSON.encode(branch, pool: pool, options: options) == """
        {
          "leaves": [
            {
              "count": 1
            },
            {}
          ]
        }
        """)
  }

  @Test(
    "What JSON allows beside the written form is read",
    arguments: [
      (#"{"anInt64": 5}"#, #"{"anInt64":"5"}"#),
      (#"{"an_int64": "5"}"#, #"{"anInt64":"5"}"#),
      (#"{"anInt32": "5"}"#, #"{"anInt32":5}"#),
      (#"{"colour": 2}"#, #"{"colour":"COLOUR_GREEN"}"#),
      (#"{"colour": 77}"#, #"{"colour":77}"#),
      (#"{"someBytes": "-_8"}"#, #"{"someBytes":"+/8="}"#),
      (#"{"aString": null, "leaf": null}"#, "{}"),
      (#"{"aString": "\u00e9\ud83d\ude00\/"}"#, #"{"aString":"é😀/"}"#),
      (#"{"aDouble": "NaN", "aFloat": "-Infinity"}"#, #"{"aDouble":"NaN","aFloat":"-Infinity"}"#),
      (#"{"aDouble": 1E2}"#, #"{"aDouble":100.0}"#),
      (#"{"aDouble": "1.5", "aFloat": "-2e1"}"#, #"{"aDouble":1.5,"aFloat":-20.0}"#),
      (#"{"anInt32": 1e2, "anInt64": "5.0"}"#, #"{"anInt32":100,"anInt64":"5"}"#),
      (#"{"anInt32": 2147483647.0}"#, #"{"anInt32":2147483647}"#),
      (#"{"anInt64": 9223372036854775807e0}"#, #"{"anInt64":"9223372036854775807"}"#),
      (#"{"aUint64": 1844674407370955161.50e1}"#, #"{"aUint64":"18446744073709551615"}"#),
      (#"{"anInt32": -0, "aUint32": 0e5, "anInt64": 0.0}"#, "{}"),
      (#"{"anInt32": 120e-1}"#, #"{"anInt32":12}"#),
      (#"{"someBytes": ""}"#, "{}"), (#"{"someBytes": "_-8="}"#, #"{"someBytes":"/+8="}"#),
      (#"{"colour": -5}"#, #"{"colour":-5}"#),
      (" \t\r\n{ } ", "{}"),
    ])
  func lenient(json: String, written: String) throws {
    let bytes = try ProtobufJSON.decode(json: json, type: "hmo.testing.v1.Singles", pool: pool)
    let again = try ProtobufJSON.encode(
      bytes: bytes, type: "hmo.testing.v1.Singles", pool: pool)
    #expect(again == written)
  }

  @Test(
    "Amounts, days, moments and quantities are written as people write them",
    arguments: [
      ("Money", Int64(12_345), "123.45"), ("Money", 0, "0.00"), ("Money", -5, "-0.05"),
      ("Money", 100, "1.00"), ("Money", .max, "92233720368547758.07"),
      ("Money", .min + 1, "-92233720368547758.07"),
      ("Day", 20_522, "2026-03-10"), ("Day", 0, "1970-01-01"), ("Day", -1, "1969-12-31"),
      ("Day", 2_932_896, "9999-12-31"), ("Day", -719_162, "0001-01-01"),
      ("Day", 11_016, "2000-02-29"),
      ("Quantity", 2_000, "2"), ("Quantity", 500, "0.5"), ("Quantity", 1, "0.001"),
      ("Quantity", 0, "0"), ("Quantity", -1_250, "-1.25"),
      ("Instant", 0, "1970-01-01T00:00:00Z"), ("Instant", -1, "1969-12-31T23:59:59.999999Z"),
      ("Instant", 1_773_151_509_000_000, "2026-03-10T14:05:09Z"),
      ("Instant", 1_773_151_509_250_000, "2026-03-10T14:05:09.250Z"),
    ])
  func forms(type: String, number: Int64, text: String) throws {
    let bytes =
      number == 0
      ? []
      : TestingV1.Choices.with { $0.choice = .number(number) }
        .protobufBytes()
    let name = "hmo.type.v1." + type
    let json = try ProtobufJSON.encode(bytes: bytes, type: name, pool: pool)
    #expect(json == "\"\(text)\"")
    #expect(try ProtobufJSON.decode(json: json, type: name, pool: pool) == bytes)
  }

  @Test(
    "Other ways to write them are read",
    arguments: [
      ("Money", "123.4", Int64(12_340)), ("Money", "7", 700), ("Quantity", "1.5", 1_500),
      ("Instant", "\"2026-03-10T15:05:09+01:00\"", 1_773_151_509_000_000),
      ("Instant", "\"2026-03-10t09:35:09.5-04:30\"", 1_773_151_509_500_000),
      ("Money", "{\"cents\": \"12345\"}", 12_345), ("Day", "{\"days\": 3}", 3),
    ])
  func otherForms(type: String, json: String, number: Int64) throws {
    let bytes = try ProtobufJSON.decode(json: json, type: "hmo.type.v1." + type, pool: pool)
    #expect(try TestingV1.Choices(protobufBytes: bytes).choice == .number(number))
  }

  @Test(
    "What is no amount, day, moment or quantity is refused with an example",
    arguments: [
      ("Money", "\"1.234\""), ("Money", "\"1.\""), ("Money", "\".5\""), ("Money", "\"1e2\""),
      ("Money", "1e2"), ("Money", "\"\""), ("Money", "\"-\""), ("Money", "\"12,50\""),
      ("Money", "\"92233720368547758.08\""), ("Money", "true"), ("Money", "[]"),
      ("Money", "\"+1.00\""), ("Money", "null"),
      ("Day", "\"2026-02-29\""), ("Day", "\"2026-13-01\""), ("Day", "\"2026-3-1\""),
      ("Day", "\"0000-01-01\""), ("Day", "\"20260310\""), ("Day", "20522"),
      ("Instant", "\"2026-03-10\""), ("Instant", "\"2026-03-10T14:05:09\""),
      ("Instant", "\"2026-03-10T24:00:00Z\""), ("Instant", "\"2026-03-10T14:05:09.Z\""),
      ("Instant", "\"2026-03-10T14:05:09.1234567Z\""), ("Instant", "\"2026-03-10T14:05:09+1:00\""),
      ("Quantity", "\"0.0005\""), ("Quantity", "\"two\""),
    ])
  func badForms(type: String, json: String) {
    let error = #expect(throws: ProtobufError.self) {
      try ProtobufJSON.decode(json: json, type: "hmo.type.v1." + type, pool: pool)
    }
    #expect(error?.code == .invalidValue)
    #expect(error?.message.contains("such as") == true)
  }

  @Test("A day beyond the calendar cannot be written and does not trap")
  func dayBeyondCalendar() {
    for (type, number) in [("Day", Int64.max), ("Day", 2_932_897), ("Instant", .max)] {
      let bytes = TestingV1.Choices.with { $0.choice = .number(number) }.protobufBytes()
      #expect(throws: ProtobufError.self) {
        try ProtobufJSON.encode(bytes: bytes, type: "hmo.type.v1." + type, pool: pool)
      }
    }
  }

  @Test(
    "A value that does not fit is refused with its place and without itself",
    arguments: [
      (#"{"leaves": [{}, {"count": "SECRET"}]}"#, "$.leaves[1].count"),
      (#"{"only": {"count": 2147483648}}"#, "$.only.count"),
      (#"{"only": {"count": -2147483649}}"#, "$.only.count"),
      (#"{"only": {"count": 1.5}}"#, "$.only.count"),
      (#"{"only": {"count": "+5"}}"#, "$.only.count"),
      (#"{"only": {"name": 5}}"#, "$.only.name"),
      (#"{"only": {"name": "SECRET\u0000"}}"#, "$.only.name"),
      (#"{"leaves": {}}"#, "$.leaves"),
      (#"{"leaves": [null]}"#, "$.leaves[0]"),
      (#"{"only": []}"#, "$.only"),
      (#"{"only": "SECRET"}"#, "$.only"),
    ])
  func badValues(json: String, place: String) throws {
    let error = try #require(failure(json, "Branch"))
    #expect(error.field == place)
    #expect(!"\(error)".contains("SECRET"))
    #expect(!"\(error)".contains("2147483648}"))
  }

  @Test("A field that the message does not have is refused by name")
  func unknownField() throws {
    let error = try #require(failure(#"{"only": {"colour": "SECRET"}}"#, "Branch"))
    #expect(error.code == .unknownField)
    #expect(error.field == "$.only")
    #expect(error.message.contains("hmo.testing.v1.Leaf has no field colour"))
    let odd = try #require(failure(#"{"only": {"Jane Doe": 1}}"#, "Branch"))
    #expect(!odd.message.contains("Jane"))
  }

  @Test(
    "Values of the wrong kind are refused",
    arguments: [
      #"{"aBool": 1}"#, #"{"aBool": "true"}"#, #"{"aUint32": -1}"#, #"{"aUint64": "-1"}"#,
      #"{"anInt64": "9223372036854775808"}"#, #"{"anInt64": ""}"#, #"{"anInt64": true}"#,
      #"{"colour": "COLOUR_PURPLE"}"#, #"{"colour": 2147483648}"#, #"{"someBytes": "*"}"#,
      #"{"someBytes": "A"}"#, #"{"aDouble": "one"}"#, #"{"aDouble": 1e999}"#, #"{"aString": {}}"#,
      #"{"aDouble": "inf"}"#, #"{"aDouble": "nan"}"#, #"{"aDouble": "0x1p3"}"#,
      #"{"aDouble": ""}"#, #"{"aDouble": "+1"}"#, #"{"aDouble": " 1"}"#, #"{"aDouble": "1."}"#,
      #"{"aFloat": 3.5e38}"#, #"{"aFloat": "-3.5e38"}"#, #"{"anInt32": 0.5}"#,
      #"{"anInt32": "0.5"}"#, #"{"anInt32": 1e-1}"#, #"{"anInt32": "1e"}"#,
      #"{"anInt32": 1e10}"#, #"{"anInt32": 1e999999999999}"#, #"{"anInt32": "12 "}"#,
      #"{"anInt64": 9223372036854775807.5}"#, #"{"aUint64": 18446744073709551616}"#,
      #"{"aUint64": -1e0}"#, #"{"anInt32": "0x10"}"#, #"{"colour": "2"}"#, #"{"colour": 1.5}"#,
      #"{"someBytes": "====" }"#, #"{"someBytes": "AA=A"}"#, #"{"someBytes": "AAA A"}"#,
      #"{"someBytes": [1]}"#, #"{"leaf": 1}"#, #"{"aString": true}"#,
      #"{"anInt32": 1, "an_int32": 2}"#,
    ])
  func wrongKinds(json: String) {
    #expect(failure(json)?.code == .invalidValue)
  }

  @Test("Two choices of one oneof are refused")
  func twoChoices() {
    #expect(failure(#"{"number": "1", "text": "a"}"#, "Choices")?.code == .invalidValue)
    #expect(failure(#"{"number": "1", "text": null}"#, "Choices") == nil)
  }

  @Test(
    "Text that is not JSON is refused with its place",
    arguments: [
      "", " ", "{", "}", "[", "{]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "[1,]", "[1 2]", "{} {}",
      "nul", "truee", "'a'", "01", "1.", ".5", "-", "+1", "1e", "0x10", "NaN", "// no\n{}",
      "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"",
      "\"\u{1}\"", "\"a\nb\"", #"{"a":1,"a":2}"#, "\u{FEFF}{}", "\u{A0}{}",
    ])
  func malformed(json: String) throws {
    let error = try #require(failure(json))
    #expect(error.code == .malformed)
    #expect(error.message.contains("line"))
  }

  @Test("Bytes that are not UTF-8 are no JSON")
  func notUTF8() {
    let error = #expect(throws: ProtobufError.self) {
      try ProtobufJSON.decode(
        utf8: [0x7B, 0x22, 0xFF, 0x22, 0x7D], type: "hmo.testing.v1.Leaf", pool: pool)
    }
    #expect(error?.code == .invalidText)
  }

  @Test("Nesting beyond the limit is refused with its place, however deep it goes")
  func nesting() throws {
    for depth in [100, 1_000, 1_000_000] {
      let arrays = try #require(failure(String(repeating: "[", count: depth)))
      #expect(arrays.code == .resourceExhausted)
      #expect(arrays.field == "$" + String(repeating: "[0]", count: 65))
      let objects = try #require(failure(String(repeating: #"{"a":"#, count: depth)))
      #expect(objects.code == .resourceExhausted)
      #expect(objects.field == "$" + String(repeating: ".a", count: 65))
    }
    let hidden = try #require(failure(String(repeating: #"{"Jane Doe":"#, count: 100)))
    #expect(hidden.field?.hasPrefix("$.?.?") == true)
  }

  @Test("A text with too many bytes, too many values or too long a number is refused")
  func sizes() {
    var options = ProtobufJSON.Options.defaults
    options.textBytesMax = 20
    options.valuesMax = 4
    let type = "hmo.testing.v1.Repeats"
    let cases: [(json: String, code: ProtobufError.Code?)] = [
      (#"{"bools":[true]}"#, nil), (#"{"bools":[]       }"#, nil),
      (#"{"bools":[]         }"#, .resourceExhausted),
      (#"{"int32s":[1,2]}"#, nil), (#"{"int32s":[1,2,3]}"#, .resourceExhausted),
    ]
    for (json, code) in cases {
      let error = Result { () throws(ProtobufError) in
        try ProtobufJSON.decode(json: json, type: type, pool: pool, options: options)
      }
      #expect(error.failure?.code == code, "\(json)")
    }
    let digits = String(repeating: "9", count: 1_001)
    #expect(failure(#"{"aDouble":\#(digits)}"#)?.code == .malformed)
    #expect(failure(#"{"anInt64":"\#(digits)"}"#)?.code == .invalidValue)
    #expect(failure(#"{"aDouble":0.\#(digits.dropFirst(3))}"#) == nil)
  }

  @Test("The plain form of our own types is what other programs write")
  func plainForms() throws {
    let bytes = TestingV1.Choices.with { $0.choice = .number(12_345) }.protobufBytes()
    let options = ProtobufJSON.Options(isPlain: true)
    for (type, plain) in [
      ("Money", #"{"cents":"12345"}"#), ("Day", #"{"days":12345}"#),
      ("Quantity", #"{"thousandths":"12345"}"#), ("Instant", #"{"microseconds":"12345"}"#),
    ] {
      let name = "hmo.type.v1." + type
      let json = try ProtobufJSON.encode(bytes: bytes, type: name, pool: pool, options: options)
      #expect(json == plain)
      #expect(try ProtobufJSON.decode(json: json, type: name, pool: pool) == bytes)
    }
  }

  @Test("A type that the pool does not know is refused")
  func unknownType() {
    #expect(failure("{}", "Nobody")?.code == .unknownType)
    #expect(throws: ProtobufError.self) {
      try ProtobufJSON.encode(bytes: [], type: "hmo.testing.v1.Nobody", pool: pool)
    }
  }

  @Test("Bytes with text that is not UTF-8 are not written as JSON")
  func badTextInBytes() {
    let error = #expect(throws: ProtobufError.self) {
      try ProtobufJSON.encode(
        bytes: [0x12, 0x03, 0x0A, 0x01, 0xFF], type: "hmo.testing.v1.Branch", pool: pool)
    }
    #expect(error?.field == "$.only.name")
  }

  @Test("Ten thousand mutations of good JSON are read or refused")
  func mutations() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the JSON mutations: \(seed)")
    var generator = SeededGenerator(seed: seed)
    let letters = Array("{}[]\",:\\u0e-.tn ".utf8) + [0xFF, 0]
    let type = TestingV1.Repeats.protobufName
    let good = Array(try ProtobufJSON.encode(Samples.repeats, pool: pool).utf8)
    for _ in 0..<10_000 {
      var json = good
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<json.count, using: &generator)
        let letter = letters[Int.random(in: 0..<letters.count, using: &generator)]
        if Bool.random(using: &generator) { json[place] = letter } else { json.remove(at: place) }
      }
      guard let bytes = try? ProtobufJSON.decode(utf8: json, type: type, pool: pool) else {
        continue
      }
      _ = try TestingV1.Repeats(protobufBytes: bytes)
    }
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
