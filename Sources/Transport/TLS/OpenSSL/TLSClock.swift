/// The wall clock by which certificates are judged.
///
/// A clock that cannot be read lets nobody in.
package struct TLSClock: Sendable {
  /// Seconds since 1970-01-01 UTC; `nil` when the clock cannot be read.
  package let nowSeconds: @Sendable () -> Int64?

  /// A clock that asks `nowSeconds`.
  package init(nowSeconds: @escaping @Sendable () -> Int64?) {
    self.nowSeconds = nowSeconds
  }

  /// The machine's.
  package static let system = TLSClock {
    let now = WallClock.nowSeconds
    return now > 0 ? now : nil
  }
}
