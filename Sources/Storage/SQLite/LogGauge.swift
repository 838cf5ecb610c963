import CSQLite

/// The number of pages in the log of a connection; owned by the thread that writes.
final class LogGauge {
  /// Pages in the log after the last commit.
  var pages = 0

  /// What SQLite calls after each commit.
  static let follow:
    @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 =
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<LogGauge>.fromOpaque(context).takeUnretainedValue().pages = Int(pages)
        return SQLITE_OK
      }
}
