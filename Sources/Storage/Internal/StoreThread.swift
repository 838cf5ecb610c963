#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Starts threads that may block, which tasks must not.
enum StoreThread {
  private final class Start {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  /// Runs `body` on a new thread, which ends with it.
  static func start(_ body: @escaping @Sendable () -> Void) throws(StorageError) {
    let start = Unmanaged.passRetained(Start(body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let result = pthread_create(&thread, nil, entry, start.toOpaque())
    guard result == 0 else {
      start.release()
      throw StorageError(.unavailable, "the system refused a thread (error \(result))")
    }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
  }

  #if canImport(Darwin)
    private static let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? =
      { raw in
        run(raw)
        return nil
      }
  #else
    private static let entry:
      @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
        { raw in
          if let raw { run(raw) }
          return nil
        }
  #endif

  private static func run(_ raw: UnsafeMutableRawPointer) {
    Unmanaged<Start>.fromOpaque(raw).takeRetainedValue().body()
  }
}
