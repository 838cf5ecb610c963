import Protobuf
import TestMessages
import Testing

@Suite("Bytes that no encoder wrote are refused and never trap")
struct HostileBytesTests {
  private func code<Message: ProtobufMessage>(
    _ type: Message.Type, _ bytes: [UInt8], limits: ProtobufLimits = .defaults
  ) -> ProtobufError.Code? {
    do {
      _ = try Message(protobufBytes: bytes, limits: limits)
      return nil
    } catch {
      return error.code
    }
  }

  @Test("A message cut short anywhere inside a field is refused")
  func truncated() {
    let bytes = TestingV1.Leaf.with { $0.name = "a long enough name" }.protobufBytes()
    for count in 1..<bytes.count {
      #expect(code(TestingV1.Leaf.self, Array(bytes[..<count])) == .malformed)
    }
  }

  @Test(
    "Wire types that are not the field's are refused",
    arguments: [
      [0x08, 0x01],  // a number where a text belongs
      [0x12, 0x00],  // a length where a number belongs
      [0x0D, 0, 0, 0, 0],  // four bytes where a text belongs
      [0x11, 0, 0, 0, 0, 0, 0, 0, 0],  // eight bytes where a number belongs
      [0x0B, 0x0C],  // a group
      [0x0E], [0x0F],  // wire types that do not exist
      [0x00, 0x00],  // field number 0
      [0xFA, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x00],  // a field number beyond 29 bits
    ] as [[UInt8]])
  func wrongWireTypes(bytes: [UInt8]) {
    #expect(code(TestingV1.Leaf.self, bytes) == .malformed)
  }

  @Test(
    "Lengths that leave the message are refused, up to the largest",
    arguments: [
      [0x0A, 0x01],
      [0x0A, 0x7F, 0x61],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
      [0x0A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ] as [[UInt8]])
  func hugeLengths(bytes: [UInt8]) {
    #expect(code(TestingV1.Leaf.self, bytes) == .malformed)
    #expect(code(TestingV1.Branch.self, bytes) == .malformed)
  }

  @Test("A length inside a sub-message may not reach beyond it")
  func lengthsOfSubMessages() {
    #expect(code(TestingV1.Branch.self, [0x12, 0x02, 0x0A, 0x05, 0x61, 0x61]) == .malformed)
  }

  @Test("A sub-message that stands twice is refused rather than misread")
  func subMessageTwice() {
    #expect(code(TestingV1.Branch.self, [0x12, 0x00, 0x12, 0x00]) == .malformed)
    #expect(code(TestingV1.Choices.self, [0x22, 0x00, 0x22, 0x00]) == .malformed)
    #expect(code(TestingV1.Branch.self, [0x0A, 0x00, 0x0A, 0x00]) == nil)
  }

  @Test("Of two choices of a oneof the last one stands")
  func lastChoice() throws {
    let bytes: [UInt8] = [0x12, 0x01, 0x61, 0x22, 0x02, 0x10, 0x05, 0x08, 0x07]
    #expect(try TestingV1.Choices(protobufBytes: bytes).choice == .number(7))
    let other: [UInt8] = [0x08, 0x07, 0x2A, 0x00, 0x1A, 0x02, 0x01, 0x02]
    #expect(try TestingV1.Choices(protobufBytes: other).choice == .blob([1, 2]))
  }

  @Test("A million empty sub-messages meet the limit of memory, and the next message is read")
  func manyEmptySubMessages() throws {
    let bytes = [UInt8](repeating: 0, count: 2_000_000).enumerated().map {
      $0.offset.isMultiple(of: 2) ? 0x0A : $0.element
    }
    #expect(code(TestingV1.Branch.self, bytes) == .resourceExhausted)
    let few = Array(bytes.prefix(2_000))
    #expect(try TestingV1.Branch(protobufBytes: few).leaves.count == 1_000)
  }

  @Test("A million unknown fields meet the limit of memory")
  func manyUnknownFields() {
    let bytes = [UInt8](repeating: 0x78, count: 3_000_000).enumerated().map { index, tag in
      index.isMultiple(of: 2) ? tag : 1
    }
    #expect(code(TestingV1.Leaf.self, bytes) == .resourceExhausted)
  }

  @Test("A message larger than the limit is refused before it is read")
  func tooLarge() {
    let limits = ProtobufLimits(messageBytesMax: 10, arenaBytesMax: 1 << 20)
    let bytes = TestingV1.Leaf.with { $0.name = "eleven char" }.protobufBytes()
    #expect(code(TestingV1.Leaf.self, bytes, limits: limits) == .resourceExhausted)
    #expect(code(TestingV1.Leaf.self, [0x10, 0x01], limits: limits) == nil)
  }

  @Test("Every limit of memory up to what a message needs refuses it cleanly")
  func everyArenaLimit() throws {
    let bytes = Samples.repeats.protobufBytes()
    var refused = 0
    for bytesMax in 0..<4_096 {
      let limits = ProtobufLimits(messageBytesMax: 1 << 20, arenaBytesMax: bytesMax)
      if let code = code(TestingV1.Repeats.self, bytes, limits: limits) {
        #expect(code == .resourceExhausted)
        refused += 1
      }
    }
    #expect((100..<4_096).contains(refused))
  }

  @Test(
    "Text that is not UTF-8 or holds U+0000 is refused with the field's name",
    arguments: [
      [0x00], [0x61, 0x00, 0x62], [0xFF], [0xC0, 0x80], [0xC3], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0x80],
    ] as [[UInt8]])
  func badText(text: [UInt8]) {
    let bytes = [0x0A, UInt8(text.count)] + text
    let inner = [0x12, UInt8(bytes.count)] + bytes
    let repeated = [0x72, UInt8(text.count)] + text
    let error = #expect(throws: ProtobufError.self) {
      try TestingV1.Branch(protobufBytes: inner)
    }
    #expect(error?.code == .invalidText)
    #expect(error?.field == "hmo.testing.v1.Leaf.name")
    let other = #expect(throws: ProtobufError.self) {
      try TestingV1.Repeats(protobufBytes: repeated)
    }
    #expect(other?.field == "hmo.testing.v1.Repeats.strings")
  }

  @Test(
    "Twenty thousand mutations of good messages are read or refused, and what is read is stable")
  func mutations() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the mutations: \(seed)")
    var generator = SeededGenerator(seed: seed)
    var readCount = 0
    for round in 0..<20_000 {
      let isRead =
        switch round % 5 {
        case 0: try survives(Samples.singles, &generator)
        case 1: try survives(Samples.optionals, &generator)
        case 2: try survives(Samples.repeats, &generator)
        case 3: try survives(Samples.choices[round / 5 % Samples.choices.count], &generator)
        default: try survives(Samples.branch, &generator)
        }
      readCount += isRead ? 1 : 0
    }
    #expect((1..<20_000).contains(readCount))
  }

  /// Mutates the bytes of a message and reads them; what is read must give the same bytes twice.
  private func survives<Message: ProtobufMessage>(
    _ message: Message, _ generator: inout SeededGenerator
  ) throws -> Bool {
    var bytes = message.protobufBytes()
    for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
    let limits = ProtobufLimits(messageBytesMax: 1 << 20, arenaBytesMax: 1 << 20)
    _ = try? ProtobufJSON.encode(
      bytes: bytes, type: Message.protobufName, pool: TestMessagesDescriptors.pool)
    guard let read = try? Message(protobufBytes: bytes, limits: limits) else { return false }
    let again = read.protobufBytes()
    #expect(try Message(protobufBytes: again).protobufBytes() == again)
    return true
  }

  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x12, 0x08, 0x22]
    let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1 where !bytes.isEmpty:
      bytes[place] = interesting[Int.random(in: 0..<interesting.count, using: &generator)]
    case 2 where !bytes.isEmpty: bytes.removeSubrange(place..<min(place + 3, bytes.count))
    case 3: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
    case 4: bytes += bytes[place...]
    default: bytes.removeLast(min(bytes.count, 1))
    }
  }
}
