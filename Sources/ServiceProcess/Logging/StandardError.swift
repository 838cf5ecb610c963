import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard error, one line at a time.
package enum StandardError {
  private static let lock = Mutex(())

  /// Writes bytes without mixing them with another line; what cannot be written is lost.
  package static let write: @Sendable ([UInt8]) -> Void = { bytes in
    lock.withLock { _ in
      bytes.withUnsafeBytes { writeAll($0) }
    }
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let buffer = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Darwin)
        let count = Darwin.write(2, buffer.baseAddress, buffer.count)
      #else
        let count = Glibc.write(2, buffer.baseAddress, buffer.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
