import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The file of a store and the lock that keeps a second process away from it.
final class SQLiteStoreFile: Sendable {
  private let lock: Mutex<Int32?>

  /// Makes the file with mode 0600 when it is not there, and takes its lock.
  ///
  /// The lock ends with the process, however it ends.
  ///
  /// - Throws: ``StorageError/Code/configuration`` in words for an operator.
  init(path: String) throws(StorageError) {
    let lock = try SQLiteStoreFile.openPrivate(path + ".lock")
    do throws(StorageError) {
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
        throw StorageError(
          .configuration, "another process has the store open; stop it or choose another path")
      }
      close(try SQLiteStoreFile.openPrivate(path))
      self.lock = Mutex(lock)
    } catch {
      close(lock)
      throw error
    }
  }

  deinit {
    unlock()
  }

  /// Lets another process open the store.
  ///
  /// The lock is given back by name: a child that is being started holds the file for a moment too,
  /// and closing ours alone would leave it locked.
  func unlock() {
    lock.withLock { lock in
      if let file = lock {
        flock(file, LOCK_UN)
        close(file)
      }
      lock = nil
    }
  }

  private static func openPrivate(_ path: String) throws(StorageError) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw StorageError(
        .configuration,
        "the file of the store cannot be opened (\(String(cString: strerror(errno)))); "
          + "make its folder, or choose another path")
    }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw StorageError(.configuration, "the path of the store is not a file")
    }
    guard status.st_mode & 0o077 == 0 else {
      close(file)
      throw StorageError(
        .configuration,
        "the file of the store may be used by other users; set its mode to 0600 (chmod 600)")
    }
    return file
  }
}
