#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Holds a file locked against other processes for as long as it lives; a crash releases it.
struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until the lock is ours; the file is made when there is none and stays.
  init(path: String) throws(TLSError) {
    self.descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard self.descriptor >= 0 else {
      throw TLSError(
        .fileUnreadable,
        "The file \(path) cannot be made (errno \(errno)); check its folder and permissions")
    }
    while flock(self.descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw TLSError(.fileUnreadable, "The file \(path) cannot be locked (errno \(errno))")
      }
    }
  }

  deinit {
    if self.descriptor >= 0 { _ = close(self.descriptor) }
  }
}
