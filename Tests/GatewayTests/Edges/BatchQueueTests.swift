import Testing

@testable import Gateway

@Suite("What waits on an edge goes out together")
struct BatchQueueTests {
  @Test("Alone, an item waits for nobody")
  func alone() {
    var queue = BatchQueue<Int>()
    #expect(queue.add(1) == [1])
    #expect(queue.count == 0)
    #expect(queue.finishBatch() == nil)
    #expect(queue.batchesInFlight == 0)
  }

  @Test("With two batches under way the rest waits and goes out as one")
  func twoInFlight() {
    var queue = BatchQueue<Int>()
    #expect(queue.add(1) == [1])
    #expect(queue.add(2) == [2])
    for item in 3...7 { #expect(queue.add(item) == nil) }
    #expect(queue.count == 5)
    #expect(queue.batchesInFlight == 2)
    #expect(queue.finishBatch() == [3, 4, 5, 6, 7])
    #expect(queue.finishBatch() == nil)
    #expect(queue.batchesInFlight == 1)
  }

  @Test("A batch holds at most the limit, in the order of arrival")
  func limit() {
    var queue = BatchQueue<Int>(batchesInFlightMax: 1, itemsMax: 3)
    #expect(queue.add(0) == [0])
    for item in 1...7 { #expect(queue.add(item) == nil) }
    #expect(queue.finishBatch() == [1, 2, 3])
    #expect(queue.finishBatch() == [4, 5, 6])
    #expect(queue.finishBatch() == [7])
  }

  @Test("A limit below one is one")
  func smallestLimits() {
    var queue = BatchQueue<Int>(batchesInFlightMax: 0, itemsMax: -1)
    #expect(queue.add(1) == [1])
    #expect(queue.add(2) == nil)
    #expect(queue.finishBatch() == [2])
  }

  @Test("An end of a batch that never began changes nothing")
  func finishWithoutBatch() {
    var queue = BatchQueue<Int>()
    #expect(queue.finishBatch() == nil)
    #expect(queue.batchesInFlight == 0)
    #expect(queue.add(1) == [1])
  }

  @Test("Under load that never ceases, what was sent is let go")
  func sentItemsAreLetGo() {
    final class Item {}
    var queue = BatchQueue<Item>(batchesInFlightMax: 1, itemsMax: 4)
    _ = queue.add(Item())
    for _ in 0..<6 { _ = queue.add(Item()) }
    weak var early: Item?
    var isFirst = true
    for _ in 0..<500 {
      for _ in 0..<4 {
        let item = Item()
        if isFirst { early = item }
        isFirst = false
        _ = queue.add(item)
      }
      #expect(queue.finishBatch()?.count == 4)
    }
    #expect(queue.count == 6, "the load never ceased")
    #expect(early == nil)
  }
}
