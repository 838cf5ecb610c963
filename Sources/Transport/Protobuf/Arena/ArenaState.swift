internal import CProtobufC

/// The memory behind a ``ProtobufArena``: a list of blocks and a place in the newest.
///
/// It lives at a fixed address, because protobuf-c holds a pointer to it while it decodes.
struct ArenaState {
  /// The size of the first block, which stays with its thread, in bytes.
  static let firstBlockBytes = 16 * 1024

  /// The size up to which blocks grow, in bytes.
  static let blockBytesMax = 1024 * 1024

  /// The distance from the beginning of a block to its first usable byte: room for the link to the
  /// older block, aligned.
  static let headerBytes = 16

  /// What protobuf-c calls to allocate, at an address of its own; its `allocator_data` points at
  /// this very value.
  let allocator: UnsafeMutablePointer<ProtobufCAllocator>

  /// How many bytes may still be handed out.
  var bytesLeft = Int.max

  /// Whether a request was refused because of the limit.
  var isExhausted = false

  private var newestBlock: UnsafeMutableRawPointer
  private let firstBlock: UnsafeMutableRawPointer
  private var next: UnsafeMutableRawPointer
  private var room: Int
  private var blockBytes = ArenaState.firstBlockBytes

  init() {
    allocator = UnsafeMutablePointer<ProtobufCAllocator>.allocate(capacity: 1)
    let block = ArenaState.block(bytes: ArenaState.firstBlockBytes, after: nil)
    firstBlock = block
    newestBlock = block
    next = block + ArenaState.headerBytes
    room = ArenaState.firstBlockBytes - ArenaState.headerBytes
  }

  /// Hands out `count` bytes aligned to eight, or nothing beyond the limit.
  mutating func reserve(_ count: Int) -> UnsafeMutableRawPointer? {
    guard count >= 0, count <= bytesLeft else {
      isExhausted = true
      return nil
    }
    let bytes = (count &+ 7) & ~7
    if bytes > room { addBlock(for: bytes) }
    let reserved = next
    next += bytes
    room -= bytes
    bytesLeft = max(0, bytesLeft - bytes)
    return reserved
  }

  /// Takes back everything and frees all blocks but the first.
  mutating func reset() {
    freeBlocks(until: firstBlock)
    newestBlock = firstBlock
    next = firstBlock + ArenaState.headerBytes
    room = ArenaState.firstBlockBytes - ArenaState.headerBytes
    blockBytes = ArenaState.firstBlockBytes
    isExhausted = false
  }

  /// Frees every block; the state is not used afterwards.
  mutating func freeAll() {
    freeBlocks(until: firstBlock)
    firstBlock.deallocate()
    allocator.deallocate()
  }

  private mutating func addBlock(for bytes: Int) {
    blockBytes = min(blockBytes * 2, ArenaState.blockBytesMax)
    let size = max(blockBytes, bytes + ArenaState.headerBytes)
    newestBlock = ArenaState.block(bytes: size, after: newestBlock)
    next = newestBlock + ArenaState.headerBytes
    room = size - ArenaState.headerBytes
  }

  private mutating func freeBlocks(until last: UnsafeMutableRawPointer) {
    var block = newestBlock
    while block != last, let older = block.load(as: UnsafeMutableRawPointer?.self) {
      block.deallocate()
      block = older
    }
  }

  private static func block(
    bytes: Int, after older: UnsafeMutableRawPointer?
  ) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
    block.storeBytes(of: older, as: UnsafeMutableRawPointer?.self)
    return block
  }
}

/// What protobuf-c calls for memory while it decodes.
func reserveInArena(_ data: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
  data?.assumingMemoryBound(to: ArenaState.self).pointee.reserve(size)
}

/// What protobuf-c calls to give memory back; an arena takes everything back at once.
func releaseInArena(_ data: UnsafeMutableRawPointer?, _ memory: UnsafeMutableRawPointer?) {}
