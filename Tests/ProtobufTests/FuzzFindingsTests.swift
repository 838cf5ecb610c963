import MessageProperties
import Messages
import Properties
import Protobuf
import Testing

@Suite("What fuzzing of messages has found")
struct FuzzFindingsTests {
  private static let prefix = "message-"

  @Test("Inputs that once broke a property of a message, or reached far into it, break none")
  func messages() throws {
    let targets = try KeptInputs.targets(beginningWith: Self.prefix)
    #expect(!targets.isEmpty)
    for target in targets {
      let type = String(target.dropFirst(Self.prefix.count))
      for input in try KeptInputs.of(target) {
        do {
          try MessageProperties.check(input.bytes, as: type)
        } catch {
          Issue.record("\(type) \(input.name): it does not hold that \(error)")
        }
      }
    }
  }

  @Test("Every request of every method that is served is tried")
  func requests() {
    let served = MessagesDescriptors.pool.services.flatMap(\.methods).map(\.requestType)
    #expect(!served.isEmpty)
    #expect(Set(served) == Set(MessageProperties.requestNames))
  }
}
