#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Tells whether a file is still the one that was read, without reading it.
///
/// Writing, renaming another file over it, and changing its mode or owner each give another stamp.
package struct FileStamp: Sendable, Hashable {
  private let device: UInt64
  private let inode: UInt64
  private let bytes: Int64
  private let changedSeconds: Int64
  private let changedNanoseconds: Int64

  /// The stamp of the file that `path` leads to; `nil` when it cannot be looked at.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.device = UInt64(truncatingIfNeeded: status.st_dev)
    self.inode = UInt64(truncatingIfNeeded: status.st_ino)
    self.bytes = Int64(truncatingIfNeeded: status.st_size)
    #if canImport(Darwin)
      let changed = status.st_ctimespec
    #else
      let changed = status.st_ctim
    #endif
    self.changedSeconds = Int64(truncatingIfNeeded: changed.tv_sec)
    self.changedNanoseconds = Int64(truncatingIfNeeded: changed.tv_nsec)
  }
}

extension TLSConfiguration {
  /// The stamps of certificate, key and authorities; they change when one of the files does.
  package var stamps: [FileStamp?] {
    [self.certificateChainPath, self.privateKeyPath, self.authorityBundlePath].map {
      FileStamp(path: $0)
    }
  }
}

extension DenyListFile {
  /// The stamp of the file; `nil` when it cannot be looked at.
  package var stamp: FileStamp? { FileStamp(path: self.path) }
}
