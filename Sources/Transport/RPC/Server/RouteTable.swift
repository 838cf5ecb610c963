/// Finds a route by the bytes of its exact path, without making a string of them.
struct RouteTable: Sendable {
  private let buckets: [[Route]]
  private let mask: UInt64

  init(_ routes: some Collection<Route>) {
    var size = 16
    while size < routes.count * 4 { size *= 2 }
    mask = UInt64(size - 1)
    var buckets = [[Route]](repeating: [], count: size)
    for route in routes {
      buckets[Int(Self.hash(route.path.utf8) & mask)].append(route)
    }
    self.buckets = buckets
  }

  /// The route, or nil unless the path is one to the letter.
  func find(_ path: UnsafeRawBufferPointer) -> Route? {
    for route in buckets[Int(Self.hash(path) & mask)] where path.equals(route.path) {
      return route
    }
    return nil
  }

  /// FNV-1a; the set of paths is ours, so nobody can provoke collisions among them.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
