import CProtobufC
import CTestMessages
import Protobuf
import TestMessages
import Testing

@Suite("Messages are written as libprotobuf-c writes them")
struct WrittenBytesTests {
  @Test("A field of every kind, set, at its default and many times over, has the same bytes")
  func samples() {
    for singles in [Samples.singles, Samples.smallestSingles, TestingV1.Singles()] {
      expectSame(singles, hmo__testing__v1__singles__type())
    }
    for optionals in [Samples.optionals, Samples.optionalsAtDefault, TestingV1.Optionals()] {
      expectSame(optionals, hmo__testing__v1__optionals__type())
    }
    expectSame(Samples.repeats, hmo__testing__v1__repeats__type())
    for choices in Samples.choices { expectSame(choices, hmo__testing__v1__choices__type()) }
    expectSame(Samples.branch, hmo__testing__v1__branch__type())
    let negativeZero = TestingV1.Singles.with {
      $0.aDouble = -0.0
      $0.aFloat = -0.0
    }
    expectSame(negativeZero, hmo__testing__v1__singles__type())
    let lazy = TestingV1.LazyBranch.with {
      $0.leaves = Samples.branch.leaves.map { EncodedMessage($0) }
      $0.only = Samples.branch.only
    }
    #expect(lazy.protobufBytes() == Samples.branch.protobufBytes())
  }

  @Test("Lengths and numbers of every size have the same bytes, for 2,000 random messages")
  func random() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    for number in 0..<2_000 {
      let repeats = TestingV1.Repeats.with {
        $0.int32s = numbers(&random)
        $0.int64s = numbers(&random)
        $0.uint32s = numbers(&random)
        $0.uint64s = numbers(&random)
        $0.sint32s = numbers(&random)
        $0.sint64s = numbers(&random)
        $0.fixed32s = numbers(&random)
        $0.fixed64s = numbers(&random)
        $0.sfixed32s = numbers(&random)
        $0.sfixed64s = numbers(&random)
        $0.doubles = numbers(&random).map { (number: Int64) in Double(number) }
        $0.floats = numbers(&random).map { (number: Int16) in Float(number) }
        $0.bools = some(&random) { $0.next() & 1 == 0 }
        $0.colours = numbers(&random).map { TestingV1.Colour(rawValue: $0) }
        $0.unpacked = numbers(&random)
        $0.strings = some(&random) { text(&$0) }
        $0.blobs = some(&random) { Array(text(&$0).utf8) }
        $0.leaves = some(&random) { random in
          .with {
            $0.name = text(&random)
            $0.count = Int32(truncatingIfNeeded: random.next())
          }
        }
      }
      expectSame(repeats, hmo__testing__v1__repeats__type(), "message \(number) of seed \(seed)")
    }
  }

  @Test("A message that outgrows the memory of its thread many times over is whole")
  func large() throws {
    let leaves = (0..<40_000).map { number in
      TestingV1.Leaf.with {
        $0.name = "leaf \(number)"
        $0.count = Int32(number)
      }
    }
    let branch = TestingV1.Branch.with { $0.leaves = leaves }
    expectSame(branch, hmo__testing__v1__branch__type())
    let blob = TestingV1.Repeats.with { $0.blobs = [[UInt8](repeating: 7, count: 3_000_000), [1]] }
    expectSame(blob, hmo__testing__v1__repeats__type())
  }

  /// Expects the bytes to be read as the message, and what libprotobuf-c makes of its own reading of them to
  /// be the same bytes.
  private func expectSame<Message: ProtobufMessage>(
    _ message: Message, _ type: UnsafePointer<ProtobufCMessageDescriptor>?,
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bytes = message.protobufBytes()
    #expect(
      (try? Message(protobufBytes: bytes)) == message, comment, sourceLocation: sourceLocation)
    let read = protobuf_c_message_unpack(type, nil, bytes.count, bytes)
    defer { protobuf_c_message_free_unpacked(read, nil) }
    guard let read else {
      Issue.record("libprotobuf-c cannot read it; \(comment.map { "\($0)" } ?? "")")
      return
    }
    let packed = [UInt8](
      unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(read)
    ) { $1 = protobuf_c_message_pack(read, $0.baseAddress) }
    #expect(packed.count == bytes.count, comment, sourceLocation: sourceLocation)
    #expect(packed == bytes, comment, sourceLocation: sourceLocation)
  }

  private func some<Value>(
    _ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
  ) -> [Value] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in make(&random) }
  }

  /// Numbers of any count of bits, so that each count of bytes comes up.
  private func numbers<Value: FixedWidthInteger>(_ random: inout SeededGenerator) -> [Value] {
    some(&random) { random in
      Value(truncatingIfNeeded: random.next() >> UInt64.random(in: 0...63, using: &random))
    }
  }

  /// Texts whose lengths take one, two or three bytes to say, of any script.
  private func text(_ random: inout SeededGenerator) -> String {
    let counts = [0, 1, 7, 15, 16, 126, 127, 128, 129, 16_383, 16_384]
    let count = Int.random(in: 0..<20, using: &random) == 0 ? counts.count : 9
    let part = ["a", "-", "ß", "字", "🩺"].randomElement(using: &random) ?? "a"
    return String(repeating: part, count: counts[Int.random(in: 0..<count, using: &random)])
  }
}
