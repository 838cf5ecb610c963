import RPC
import Testing

@Suite("Cutting bytes into messages")
struct MessageQueueTests {
  private func framed(_ message: [UInt8]) -> [UInt8] {
    let count = UInt32(message.count)
    return [
      0, UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255),
      UInt8(count & 255),
    ] + message
  }

  private func append(_ bytes: [UInt8], to queue: inout MessageQueue) -> MessageQueue.OnBytes {
    bytes.withUnsafeBytes { queue.append($0) }
  }

  private func takeAll(from queue: inout MessageQueue, into taken: inout [[UInt8]]) {
    while let oldest = queue.oldest {
      taken.append(Array(oldest))
      queue.discardOldest(oldest)
    }
  }

  @Test("Messages come out whole whatever the slices were")
  func slices() {
    var random = SeededGenerator(named: "MessageQueueTests.slices")
    for _ in 0..<300 {
      let messages = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        random.bytes([0, 1, 4, 5, 6, 300, 2_000].randomElement(using: &random) ?? 0)
      }
      var rest = messages.flatMap(framed)[...]
      var queue = MessageQueue(bytes: ByteQueue(capacity: 8), messageBytesMax: 4_096)
      var taken: [[UInt8]] = []
      while !rest.isEmpty {
        let slice = rest.prefix(Int.random(in: 1...700, using: &random))
        rest = rest.dropFirst(slice.count)
        #expect(append(Array(slice), to: &queue) == .stored)
        guard Bool.random(using: &random) else { continue }
        takeAll(from: &queue, into: &taken)
      }
      takeAll(from: &queue, into: &taken)
      #expect(taken == messages)
      #expect(queue.count == 0)
      #expect(!queue.isPartial)
    }
  }

  @Test("A length over the limit is refused as soon as its last byte is there")
  func tooLarge() {
    var queue = MessageQueue(bytes: ByteQueue(), messageBytesMax: 100)
    #expect(append([0, 0, 0, 0], to: &queue) == .stored)
    #expect(append([101], to: &queue) == .tooLarge)
    var atLimit = MessageQueue(bytes: ByteQueue(), messageBytesMax: 100)
    #expect(append([0, 0, 0, 0, 100], to: &atLimit) == .stored)
    var huge = MessageQueue(bytes: ByteQueue(), messageBytesMax: 100)
    #expect(append([0, 255, 255, 255, 255], to: &huge) == .tooLarge)
  }

  @Test("Bytes that are refused complete no message")
  func refusedBytes() {
    var queue = MessageQueue(bytes: ByteQueue(), messageBytesMax: 100)
    #expect(append(framed([1, 2]).dropLast(), to: &queue) == .stored)
    #expect(append([2] + framed([3]) + [7], to: &queue) == .malformed)
    #expect(queue.completeCount == 0)
    #expect(queue.oldest == nil)
  }

  @Test("A compressed message is told from a malformed one")
  func flags() {
    var compressed = MessageQueue(bytes: ByteQueue(), messageBytesMax: 100)
    #expect(append([1, 0], to: &compressed) == .compressed)
    var malformed = MessageQueue(bytes: ByteQueue(), messageBytesMax: 100)
    #expect(append([2, 0], to: &malformed) == .malformed)
  }

  @Test("A byte queue gives back what it was given, in order")
  func byteQueue() {
    var random = SeededGenerator(named: "MessageQueueTests.byteQueue")
    let queue = ByteQueue(capacity: 4)
    var model: [UInt8] = []
    for _ in 0..<5_000 {
      if Bool.random(using: &random) {
        let bytes = random.bytes(Int.random(in: 0...40, using: &random))
        bytes.withUnsafeBytes { queue.append($0) }
        model += bytes
      } else {
        var target = [UInt8](repeating: 0, count: Int.random(in: 0...60, using: &random))
        let count = target.withUnsafeMutableBytes { queue.read(into: $0) }
        #expect(Array(target.prefix(count)) == Array(model.prefix(count)))
        #expect(count == min(target.count, model.count))
        model.removeFirst(count)
      }
      #expect(queue.count == model.count)
    }
  }
}
