import Protobuf
import TestMessages
import Testing

@Suite("Threads do not disturb one another's arenas")
struct ThreadTests {
  @Test("Many tasks encode and decode at once and each gets its own message back")
  func concurrently() async throws {
    let failures = await withTaskGroup(of: Int.self) { group in
      for task in 0..<16 {
        group.addTask {
          (0..<500).count { round in
            let message = TestingV1.Branch.with { branch in
              branch.leaves = (0..<round % 40).map { index in
                TestingV1.Leaf.with {
                  $0.name = "task \(task) round \(round)"
                  $0.count = Int32(index)
                }
              }
            }
            return (try? TestingV1.Branch(protobufBytes: message.protobufBytes())) != message
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(failures == 0)
  }
}
