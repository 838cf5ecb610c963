/// The open streams of a session, each in a numbered slot: constant time without hashing.
struct StreamTable {
  private var slots: [HTTP2Stream?] = []
  private var free: [Int] = []
  private(set) var count = 0

  /// Keeps the stream alive and returns its slot.
  mutating func insert(_ stream: HTTP2Stream) -> Int {
    count += 1
    if let slot = free.popLast() {
      slots[slot] = stream
      return slot
    }
    slots.append(stream)
    return slots.count - 1
  }

  mutating func remove(slot: Int) {
    guard slots.indices.contains(slot), slots[slot] != nil else { return }
    slots[slot] = nil
    free.append(slot)
    count -= 1
  }

  /// All streams, as a copy that stays valid while streams come and go.
  var all: [HTTP2Stream] { slots.compactMap { $0 } }
}
