#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One PEM file of a configuration, read whole.
enum CredentialFile {
  /// The largest file read, in bytes; a bundle of a hundred certificates fits.
  static let bytesMax = 1024 * 1024

  /// Reads a file that holds nothing secret.
  static func readPublic(_ path: String, whatFor: String) throws(TLSError) -> [UInt8] {
    let file = try OpenFile(path: path, whatFor: whatFor)
    return try file.readAll()
  }

  /// Reads a list that holds nothing secret and may be empty.
  static func readList(
    _ path: String, whatFor: String, bytesMax: Int
  ) throws(TLSError) -> [UInt8] {
    let file = try OpenFile(path: path, whatFor: whatFor)
    return try file.status().st_size == 0 ? [] : file.readAll(bytesMax: bytesMax)
  }

  /// Whether there is anything at `path`; what cannot be found out counts as there.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 || errno != ENOENT
  }

  /// Reads a private key; refused when anyone but its owner may read or run it, and when the path is
  /// a link, whose target others may choose.
  static func readSecret(_ path: String, whatFor: String) throws(TLSError) -> [UInt8] {
    let file = try OpenFile(path: path, whatFor: whatFor, flags: O_NOFOLLOW)
    guard try file.status().st_mode & 0o177 == 0 else {
      throw TLSError(
        .keyFileExposed,
        "The \(whatFor) file \(path) may be used by others than its owner; run: chmod 600 \(path)")
    }
    return try file.readAll()
  }
}

/// A file descriptor that closes itself, with errors that name the file and its use.
private struct OpenFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let whatFor: String

  init(path: String, whatFor: String, flags: Int32 = 0) throws(TLSError) {
    self.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    self.path = path
    self.whatFor = whatFor
    guard self.descriptor >= 0 else {
      let reason = errno == ENOENT ? "does not exist; make it or correct the path" : reasonOfErrno()
      throw TLSError(.fileUnreadable, "The \(whatFor) file \(path) \(reason)")
    }
  }

  deinit {
    if self.descriptor >= 0 { _ = close(self.descriptor) }
  }

  func status() throws(TLSError) -> stat {
    var status = stat()
    guard fstat(self.descriptor, &status) == 0 else { throw self.unreadable(reasonOfErrno()) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw self.unreadable("is not a regular file; give the path of a text file")
    }
    return status
  }

  func readAll(bytesMax: Int = CredentialFile.bytesMax) throws(TLSError) -> [UInt8] {
    let size = try self.status().st_size
    guard size > 0 else { throw self.unreadable("is empty; make it again") }
    guard size <= bytesMax else {
      throw self.unreadable("is larger than \(bytesMax) bytes; is it the right file?")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = read(self.descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw self.unreadable(reasonOfErrno()) }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= bytesMax else {
        throw self.unreadable("grew while it was read; try again")
      }
    }
  }

  private func unreadable(_ reason: String) -> TLSError {
    TLSError(.fileUnreadable, "The \(self.whatFor) file \(self.path) \(reason)")
  }
}

private func reasonOfErrno() -> String {
  switch errno {
  case EACCES, EPERM: "may not be read by this user; check its owner and mode"
  case ELOOP: "is a symbolic link; give the path of the file itself"
  case EISDIR: "is a directory; give the path of a file"
  default: "cannot be read (errno \(errno)); check the path and its permissions"
  }
}
