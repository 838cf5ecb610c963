/// Memory in which a statement's texts and bytes lie still while SQLite reads them, so that SQLite
/// need not take and give back memory for each.
///
/// What finds no room is left to SQLite to copy, and the next time there is more room, up to
/// ``byteCountMax``.
final class ArgumentRoom {
  /// Beyond this, taking memory costs little beside copying.
  static let byteCountMax = 16_384

  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var used = 0
  private var wanted = 0

  deinit {
    memory.deallocate()
  }

  /// Copies `bytes`, which are not empty, to where they stay until ``clear()``; nothing when there is no
  /// room.
  func hold(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    wanted += bytes.count
    guard let start = memory.baseAddress, let source = bytes.baseAddress,
      bytes.count <= memory.count - used
    else { return nil }
    let place = start + used
    place.copyMemory(from: source, byteCount: bytes.count)
    used += bytes.count
    return UnsafeRawPointer(place)
  }

  /// Forgets what it held, which nobody reads any more.
  func clear() {
    let needed = min(wanted, ArgumentRoom.byteCountMax)
    (used, wanted) = (0, 0)
    guard needed > memory.count else { return }
    memory.deallocate()
    memory = .allocate(byteCount: needed, alignment: 1)
  }
}
