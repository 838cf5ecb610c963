import Protobuf
import TestMessages
import Testing

@Suite("Messages survive the way through their bytes")
struct RoundTripTests {
  @Test("A message in which nothing is set has no bytes")
  func nothingSet() throws {
    #expect(TestingV1.Singles().protobufBytes() == [])
    #expect(try TestingV1.Singles(protobufBytes: []) == TestingV1.Singles())
    #expect(try TestingV1.Nothing(protobufBytes: []) == TestingV1.Nothing())
  }

  @Test("A field of every kind keeps its largest and smallest value")
  func extremes() throws {
    for singles in [Samples.singles, Samples.smallestSingles] {
      #expect(try TestingV1.Singles(protobufBytes: singles.protobufBytes()) == singles)
    }
  }

  @Test("An optional field that is set to its default is not an unset one")
  func optionals() throws {
    for optionals in [TestingV1.Optionals(), Samples.optionalsAtDefault, Samples.optionals] {
      #expect(try TestingV1.Optionals(protobufBytes: optionals.protobufBytes()) == optionals)
    }
    #expect(TestingV1.Optionals() != Samples.optionalsAtDefault)
  }

  @Test("Repeated fields of every kind keep their order")
  func repeats() throws {
    #expect(
      try TestingV1.Repeats(protobufBytes: Samples.repeats.protobufBytes()) == Samples.repeats)
  }

  @Test("Each choice of a oneof comes back as itself")
  func choices() throws {
    for choices in Samples.choices {
      #expect(try TestingV1.Choices(protobufBytes: choices.protobufBytes()) == choices)
    }
  }

  @Test("Sub-messages of sub-messages come back")
  func nested() throws {
    #expect(try TestingV1.Branch(protobufBytes: Samples.branch.protobufBytes()) == Samples.branch)
  }

  @Test("A lazy field has the bytes of one that is read at once, and keeps them as they came")
  func lazy() throws {
    let bytes = Samples.branch.protobufBytes()
    let lazy = try TestingV1.LazyBranch(protobufBytes: bytes)
    #expect(lazy.only == Samples.branch.only)
    #expect(try lazy.leaves.map { try $0.decoded() } == Samples.branch.leaves)
    #expect(lazy.protobufBytes() == bytes)
    let written = TestingV1.LazyBranch.with {
      $0.leaves = Samples.branch.leaves.map { EncodedMessage($0) }
      $0.only = Samples.branch.only
    }
    #expect(written == lazy)
  }

  @Test("A lazy field is judged when it is read")
  func lazyFault() throws {
    let name: [UInt8] = [0x0A, 0x02, 0xC3, 0x28]
    let branch = try TestingV1.LazyBranch(protobufBytes: [0x0A, UInt8(name.count)] + name)
    let leaf = try #require(branch.leaves.first)
    #expect(leaf.protobufBytes == name)
    #expect(throws: ProtobufError.self) { try leaf.decoded() }
  }

  @Test("Names that Swift or C have taken carry values")
  func names() throws {
    let names = TestingV1.Names.with {
      $0.default = "a"
      $0.register = "b"
      $0.in = "c"
      $0.init_ = "d"
      $0.claimID = "e"
      $0.renderingNPIs = ["f", "g"]
      $0.upperCase = "h"
    }
    #expect(try TestingV1.Names(protobufBytes: names.protobufBytes()) == names)
  }

  @Test("An enum number that this build does not know is kept")
  func openEnum() throws {
    let unknown = TestingV1.Colour(rawValue: 77)
    let message = TestingV1.Singles.with { $0.colour = unknown }
    let read = try TestingV1.Singles(protobufBytes: message.protobufBytes())
    #expect(read.colour == unknown)
    #expect(read.colour.name == nil)
    #expect(TestingV1.Colour.colour3d.name == "COLOUR_3D")
    #expect("\(TestingV1.Colour.default)" == "COLOUR_DEFAULT")
  }

  @Test("A field that this build does not know is dropped")
  func unknownField() throws {
    let known = TestingV1.Leaf.with { $0.name = "leaf" }
    let bytes = known.protobufBytes() + [0xF8, 0x07, 0x01, 0xFA, 0x07, 0x02, 0x61, 0x62]
    let read = try TestingV1.Leaf(protobufBytes: bytes)
    #expect(read == known)
    #expect(read.protobufBytes() == known.protobufBytes())
  }

  @Test("A message that is encoded while another is being encoded disturbs neither")
  func nestedEncoding() {
    let outer = Samples.repeats
    let inner = Samples.branch
    let bytes = outer.withProtobufEncoding { size, pack in
      let innerBytes = inner.protobufBytes()
      #expect(innerBytes == inner.protobufBytes())
      return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        pack(UnsafeMutableRawBufferPointer(buffer))
        count = size
      }
    }
    #expect(bytes == outer.protobufBytes())
  }
}
