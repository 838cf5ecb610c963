/// What waits on one edge and what is under way, as a value.
///
/// At most ``batchesInFlightMax`` batches are under way; what arrives meanwhile goes out together as
/// the next one. Alone, an item waits for nobody.
struct BatchQueue<Item> {
  /// The most batches under way.
  let batchesInFlightMax: Int
  /// The most items in a batch.
  let itemsMax: Int
  private var waiting: [Item] = []
  private var head = 0
  private(set) var batchesInFlight = 0

  init(batchesInFlightMax: Int = 2, itemsMax: Int = 128) {
    self.batchesInFlightMax = max(1, batchesInFlightMax)
    self.itemsMax = max(1, itemsMax)
  }

  /// How many items wait.
  var count: Int { waiting.count - head }

  /// Adds an item; returns the batch to send now, if one may be sent.
  mutating func add(_ item: Item) -> [Item]? {
    waiting.append(item)
    return next()
  }

  /// A batch ended; returns the next one, if there is something to send.
  mutating func finishBatch() -> [Item]? {
    batchesInFlight = max(0, batchesInFlight - 1)
    return next()
  }

  private mutating func next() -> [Item]? {
    guard batchesInFlight < batchesInFlightMax, count > 0 else { return nil }
    let batch = take()
    batchesInFlight += 1
    return batch
  }

  /// The next items of one batch, without copying them when nothing else waits.
  private mutating func take() -> [Item] {
    if head == 0, waiting.count <= itemsMax {
      let batch = waiting
      waiting = []
      return batch
    }
    let end = min(waiting.count, head + itemsMax)
    let batch = Array(waiting[head..<end])
    head = end
    letGo()
    return batch
  }

  /// Lets go of what was sent once it is the larger part, so that each item is moved at most once.
  private mutating func letGo() {
    guard head * 2 >= waiting.count else { return }
    waiting.removeFirst(head)
    head = 0
  }
}
