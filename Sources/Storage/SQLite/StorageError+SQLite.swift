import CSQLite

extension StorageError {
  /// The error for a result code of SQLite.
  ///
  /// SQLite's own text is left out, since for some statements it quotes what a caller sent.
  ///
  /// - Parameter result: The extended result code.
  init(sqlite result: Int32, statement: String) {
    let (code, words) = StorageError.meaning(of: result)
    self.init(code, "\(words) (SQLite \(result))", statement: statement)
  }

  private static func meaning(of result: Int32) -> (Code, String) {
    switch result & 0xff {
    case SQLITE_CONSTRAINT: constraint(result)
    case SQLITE_FULL: (.full, "there is no room for the store to grow")
    case SQLITE_BUSY, SQLITE_LOCKED: (.unavailable, "another process holds a lock of the store")
    case SQLITE_IOERR: (.unavailable, "the disk of the store failed")
    case SQLITE_READONLY, SQLITE_PERM: (.unavailable, "the store may not be written")
    case SQLITE_CANTOPEN: (.unavailable, "a file of the store cannot be opened")
    case SQLITE_NOMEM: (.unavailable, "the store ran out of memory")
    case SQLITE_CORRUPT, SQLITE_NOTADB: (.corrupt, "the file of the store is damaged or no store")
    case SQLITE_TOOBIG: (.refused, "a value is larger than a cell may be")
    case SQLITE_MISMATCH: (.refused, "a value is not of the type of its column")
    default: (.misuse, "the store does not accept the statement")
    }
  }

  private static func constraint(_ result: Int32) -> (Code, String) {
    // The extended codes are macros that Swift does not import: a constraint's number times 256.
    switch result >> 8 {
    case 6, 8, 10: (.duplicate, "a row with the same key is there already")
    case 3: (.brokenReference, "a reference would point to no row")
    default: (.refused, "a value breaks a constraint of its column")
    }
  }
}
