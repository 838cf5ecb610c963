internal import CProtobufC

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The arena that each thread keeps between calls, so that a call allocates nothing when its
/// message fits the first block.
///
/// Taking it removes it from the thread: a call inside a call gets an arena of its own.
enum ThreadArena {
  /// Nothing when the system has no key left; every call then allocates an arena.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return pthread_key_create(&key, freeThreadArena) == 0 ? key : nil
  }()

  static func take() -> UnsafeMutablePointer<ArenaState> {
    guard let key, let kept = pthread_getspecific(key) else { return make() }
    pthread_setspecific(key, nil)
    return kept.assumingMemoryBound(to: ArenaState.self)
  }

  static func giveBack(_ state: UnsafeMutablePointer<ArenaState>) {
    state.pointee.reset()
    guard let key, pthread_getspecific(key) == nil, pthread_setspecific(key, state) == 0 else {
      freeArenaState(state)
      return
    }
  }

  private static func make() -> UnsafeMutablePointer<ArenaState> {
    let state = UnsafeMutablePointer<ArenaState>.allocate(capacity: 1)
    state.initialize(to: ArenaState())
    state.pointee.allocator.initialize(
      to: ProtobufCAllocator(
        alloc: reserveInArena, free: releaseInArena,
        allocator_data: UnsafeMutableRawPointer(state)))
    return state
  }
}

private func freeArenaState(_ state: UnsafeMutablePointer<ArenaState>) {
  state.pointee.freeAll()
  state.deallocate()
}

#if canImport(Darwin)
  private func freeThreadArena(_ state: UnsafeMutableRawPointer) {
    freeArenaState(state.assumingMemoryBound(to: ArenaState.self))
  }
#else
  private func freeThreadArena(_ state: UnsafeMutableRawPointer?) {
    guard let state else { return }
    freeArenaState(state.assumingMemoryBound(to: ArenaState.self))
  }
#endif
