import Protobuf
import TestMessages
import Testing

@Suite("A message of a number alone is read as any other message")
struct SingleNumberTests {
  @Test("The smallest and the largest numbers come back, wherever the message stands")
  func comesBack() throws {
    for (wide, narrow) in [(Int64.min, Int32.min), (-1, -1), (0, 0), (1, 1), (.max, .max)] {
      let numbers = TestingV1.SingleNumbers.with {
        $0.wide = .with { $0.number = wide }
        $0.narrow = .with { $0.number = narrow }
        $0.wideUnsigned = .with { $0.number = UInt64(bitPattern: wide) }
        $0.narrowUnsigned = .with { $0.number = UInt32(bitPattern: narrow) }
        $0.several = [.with { $0.number = wide }, TestingV1.Wide()]
        $0.choice = .chosen(.with { $0.number = wide })
        $0.perhaps = .with { $0.number = narrow }
      }
      #expect(try TestingV1.SingleNumbers(protobufBytes: numbers.protobufBytes()) == numbers)
    }
  }

  @Test("A zero that is there is told from one that is not")
  func keepsPresence() throws {
    let zero = TestingV1.SingleNumbers.with { $0.wide = TestingV1.Wide() }
    #expect(zero.protobufBytes() == [0x0A, 0x00])
    let read = try TestingV1.SingleNumbers(protobufBytes: [0x0A, 0x00])
    #expect(read.wide == TestingV1.Wide())
    #expect(read.narrow == nil)
  }

  @Test(
    "What no encoder writes is refused with the field's name",
    arguments: [
      [0x0A, 0x00, 0x0A, 0x00],  // twice
      [0x0A, 0x02, 0x18, 0x05, 0x0A, 0x00],  // twice, the second without the number
      [0x08, 0x05],  // a number where the message belongs
      [0x0A, 0x02, 0x1A, 0x00],  // a length where the number belongs
      [0x0A, 0x05, 0x1D, 0, 0, 0, 0],  // four bytes where the number belongs
      [0x0A, 0x02, 0x18, 0x80],  // a number that does not end
      [0x0A, 0x03, 0x18, 0x05, 0x18],  // a field without its value
      [0x0A, 0x02, 0x22, 0x05],  // a length that leaves the message
      [0x0A, 0x02, 0x03, 0x04],  // a group
      [0x0A, 0x02, 0x00, 0x05],  // field number 0
      [0x0A, 0x07, 0x98, 0x80, 0x80, 0x80, 0x80, 0x00, 0x05],  // a tag of six bytes
      [0x0A, 0x09, 0x18, 0x05, 0x22, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],  // a length of six bytes
    ] as [[UInt8]])
  func refuses(bytes: [UInt8]) {
    let error = #expect(throws: ProtobufError.self) {
      try TestingV1.SingleNumbers(protobufBytes: bytes)
    }
    #expect(error?.code == .malformed)
    #expect(error?.field == "hmo.testing.v1.SingleNumbers.wide")
  }

  @Test("Fields that are not known are passed over, and of several numbers the last one stands")
  func passesOver() throws {
    let bytes: [UInt8] = [
      0x0A, 0x0E, 0x18, 0x05, 0x08, 0x07, 0x12, 0x01, 0x61, 0x25, 1, 2, 3, 4, 0x18, 0x06,
    ]
    #expect(try TestingV1.SingleNumbers(protobufBytes: bytes).wide?.number == 6)
  }

  @Test(
    "A type that could hold more refuses long tags and lengths too",
    arguments: [
      [0x0A, 0x07, 0x98, 0x80, 0x80, 0x80, 0x80, 0x00, 0x05],
      [0x0A, 0x09, 0x18, 0x05, 0x22, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
    ] as [[UInt8]])
  func refusesLongTags(bytes: [UInt8]) {
    #expect(throws: ProtobufError.self) { try TestingV1.Pairs(protobufBytes: bytes) }
  }

  @Test("20,000 random bytes are read, or refused, as for a type that could hold more")
  func readsAsOthers() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    var taken = 0
    for _ in 0..<20_000 {
      let content = (0..<Int.random(in: 0...12, using: &random)).map { _ in likely(&random) }
      let tag: UInt8 = Bool.random(using: &random) ? 0x0A : 0x12
      let bytes = [tag, UInt8(content.count)] + content
      let numbers = try? TestingV1.SingleNumbers(protobufBytes: bytes)
      let pairs = try? TestingV1.Pairs(protobufBytes: bytes)
      #expect(numbers?.wide?.number == pairs?.wide?.number, "\(bytes) of seed \(seed)")
      #expect(numbers?.narrow?.number == pairs?.narrow?.number, "\(bytes) of seed \(seed)")
      #expect((numbers == nil) == (pairs == nil), "\(bytes) of seed \(seed)")
      if pairs != nil { taken += 1 }
    }
    #expect((2_000..<18_000).contains(taken), "seed \(seed)")
  }

  /// A byte that is often the tag of one of the fields or part of a long number.
  private func likely(_ random: inout SeededGenerator) -> UInt8 {
    let any = UInt8.random(in: 0...255, using: &random)
    let bytes: [UInt8] = [0x08, 0x18, 0x10, 0x80, 0xFF, 0x01, 0x0A, any]
    return bytes.randomElement(using: &random) ?? any
  }
}
