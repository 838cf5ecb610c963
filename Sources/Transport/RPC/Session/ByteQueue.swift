/// Bytes that are appended at one end and taken at the other, in one contiguous piece of memory.
///
/// A class, so that a session can hand used queues to its next streams instead of allocating.
/// Owned by whoever owns the stream; no lock.
package final class ByteQueue {
  private var base: UnsafeMutableRawPointer
  /// The size of the memory, in bytes.
  package private(set) var capacity: Int
  private var head = 0
  private var tail = 0
  /// Whether everything ever appended is still there to be read again.
  package private(set) var isRewindable = true

  /// An empty queue.
  package init(capacity: Int = 1_024) {
    self.capacity = capacity
    self.base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit {
    base.deallocate()
  }

  /// Bytes that can be read.
  package var count: Int { tail - head }
  /// Whether nothing can be read.
  package var isEmpty: Bool { tail == head }
  /// All bytes that can be read, valid until the next change.
  package var readable: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + head, count: count)
  }

  /// Appends a copy of the bytes.
  package func append(_ bytes: UnsafeRawBufferPointer) {
    append(count: bytes.count) { $0.copyMemory(from: bytes) }
  }

  /// Appends exactly `count` bytes that `fill` writes.
  package func append(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    reserve(count)
    fill(UnsafeMutableRawBufferPointer(start: base + tail, count: count))
    tail += count
  }

  /// Appends at most `count` bytes: as many as `fill` says that it has written.
  package func append(
    upTo count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Int {
    reserve(count)
    let filled = fill(UnsafeMutableRawBufferPointer(start: base + tail, count: count))
    let appended = min(max(filled, 0), count)
    tail += appended
    return appended
  }

  /// Takes back bytes that were appended last.
  package func dropLast(_ dropped: Int) {
    tail = max(head, tail - dropped)
  }

  /// Moves up to the size of `target` into it and says how many bytes that were.
  package func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    let taken = min(count, target.count)
    guard taken > 0 else { return 0 }
    target.copyMemory(from: UnsafeRawBufferPointer(start: base + head, count: taken))
    head += taken
    return taken
  }

  /// Takes bytes without looking at them.
  package func discard(_ discarded: Int) {
    head = min(tail, head + discarded)
  }

  /// Makes all bytes readable again; only sensible while ``isRewindable``.
  package func rewind() {
    head = 0
  }

  /// Forgets everything and keeps the memory.
  package func removeAll() {
    head = 0
    tail = 0
    isRewindable = true
  }

  private func reserve(_ additional: Int) {
    guard additional > capacity - tail else { return }
    if head > 0 { compact() }
    guard additional > capacity - tail else { return }
    grow(to: max(capacity * 2, tail + additional))
  }

  private func compact() {
    base.copyMemory(from: base + head, byteCount: count)
    tail -= head
    head = 0
    isRewindable = false
  }

  private func grow(to size: Int) {
    let larger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    larger.copyMemory(from: base, byteCount: tail)
    base.deallocate()
    base = larger
    capacity = size
  }
}
