#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The wall clock, read only where certificates are made or loaded.
enum WallClock {
  /// Seconds since 1970-01-01 UTC.
  static var nowSeconds: Int64 { Int64(time(nil)) }
}
