/// Used byte queues of one session, waiting for the next stream.
struct ByteQueuePool {
  private static let queuesMax = 64
  private static let capacityMax = 16 * 1024
  private var queues: [ByteQueue] = []

  mutating func take() -> ByteQueue {
    queues.popLast() ?? ByteQueue()
  }

  mutating func give(_ queue: ByteQueue) {
    guard queues.count < Self.queuesMax, queue.capacity <= Self.capacityMax else { return }
    queue.removeAll()
    queues.append(queue)
  }
}
