import Messages
import Protobuf
import TestMessages
import Testing

@Suite("Embedded descriptors say what the interface is")
struct DescriptorPoolTests {
  private let pool = MessagesDescriptors.pool

  @Test("Every embedded file is in the pool, after the files it imports")
  func allFiles() {
    #expect(pool.files.count == MessagesDescriptors.files.count)
    var seen: Set<String> = []
    for file in pool.files {
      #expect(seen.isSuperset(of: file.dependencies))
      seen.insert(file.path)
    }
    #expect(seen.contains("hmo/type/v1/values.proto"))
  }

  @Test("No message type contains itself")
  func noTypeContainsItself() {
    for pool in [pool, TestMessagesDescriptors.pool] {
      for name in pool.messageNames {
        #expect(reach(of: name, in: pool).contains(name) == false, "\(name)")
      }
    }
  }

  @Test("Every message and enum that a field names, and every type of a method, is in the pool")
  func closed() throws {
    for name in pool.messageNames {
      let message = try #require(pool.message(named: name))
      for field in message.fields where field.kind == .message {
        #expect(pool.message(named: field.typeName) != nil)
      }
      for field in message.fields where field.kind == .enum {
        #expect(pool.enumeration(named: field.typeName) != nil)
      }
    }
    for method in pool.services.flatMap(\.methods) {
      #expect(pool.message(named: method.requestType) != nil)
      #expect(pool.message(named: method.responseType) != nil)
    }
  }

  @Test("Methods carry their streaming kinds and paths")
  func methods() throws {
    let pool = TestMessagesDescriptors.pool
    let service = try #require(pool.service(named: "hmo.testing.v1.EchoService"))
    #expect(service.methods.map(\.name) == ["Echo", "Repeat", "Collect", "Converse"])
    #expect(service.methods.map(\.isClientStreaming) == [false, false, true, true])
    #expect(service.methods.map(\.isServerStreaming) == [false, true, false, true])
    #expect(
      service.methods.map(\.idempotency) == [.noSideEffects, .unknown, .idempotent, .unknown])
    #expect(service.methods.map(\.isSafeToRepeat) == [true, false, true, false])
    let method = try #require(pool.method(path: "/hmo.testing.v1.EchoService/Repeat"))
    #expect(method.responseType == "hmo.testing.v1.RepeatResponse")
    #expect(pool.method(path: "hmo.testing.v1.EchoService/Repeat") == method)
    for path in ["", "/", "a/b/c", "/hmo.testing.v1.EchoService/", "/x/Repeat"] {
      #expect(pool.method(path: path) == nil)
    }
  }

  @Test("A symbol leads to the file that declares it")
  func symbols() {
    let pool = TestMessagesDescriptors.pool
    let path = "hmo/testing/v1/testing.proto"
    for symbol in [
      "hmo.testing.v1.EchoService", "hmo.testing.v1.EchoService.Echo", "hmo.testing.v1.Leaf",
      "hmo.testing.v1.Leaf.count", "hmo.testing.v1.Colour", "hmo.testing.v1.COLOUR_RED",
      "hmo.testing.v1.Choices.Nested.Size",
    ] {
      #expect(pool.file(containing: symbol)?.path == path, "\(symbol)")
    }
    #expect(pool.file(containing: "hmo.testing.v1.Nobody") == nil)
  }

  @Test("Fields know their presence, packing and JSON names")
  func fields() throws {
    let pool = TestMessagesDescriptors.pool
    let repeats = try #require(pool.message(named: "hmo.testing.v1.Repeats"))
    #expect(repeats.field(named: "int32s")?.isPacked == true)
    #expect(repeats.field(named: "unpacked")?.isPacked == false)
    #expect(repeats.field(named: "strings")?.isPacked == false)
    let optionals = try #require(pool.message(named: "hmo.testing.v1.Optionals"))
    #expect(optionals.fields.allSatisfy { $0.hasPresence })
    let singles = try #require(pool.message(named: "hmo.testing.v1.Singles"))
    #expect(singles.field(number: 3)?.hasPresence == false)
    #expect(singles.field(named: "an_int32") == singles.field(named: "anInt32"))
  }

  @Test("A descriptor that is cut short leaves the pool as it was")
  func cutShort() throws {
    let file = try #require(TestMessagesDescriptors.pool.files.first)
    var pool = DescriptorPool()
    for count in stride(from: 1, to: file.bytes.count, by: 97) {
      do {
        try pool.add(file: Array(file.bytes[..<count]))
        Issue.record("\(count) bytes of a descriptor were taken for a whole")
      } catch {
        #expect(error.code == .malformed)
      }
    }
    #expect(pool.files.isEmpty)
    #expect(pool.messageNames.isEmpty)
  }

  /// The types that a value of a type may hold, at any depth.
  private func reach(of name: String, in pool: DescriptorPool) -> Set<String> {
    var found: Set<String> = []
    var next = [name]
    while let current = next.popLast() {
      let fields = pool.message(named: current)?.fields ?? []
      for field in fields where field.kind == .message && found.insert(field.typeName).inserted {
        next.append(field.typeName)
      }
    }
    return found
  }
}
