/// Does the same many times, so many at once.
enum Crowd {
  /// The results, in no order.
  static func run<Value: Sendable>(
    _ count: Int, atOnce width: Int, _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
      var next = 0
      var values: [Value] = []
      while next < min(count, width) {
        let index = next
        group.addTask { try await body(index) }
        next += 1
      }
      while let value = try await group.next() {
        values.append(value)
        guard next < count else { continue }
        let index = next
        group.addTask { try await body(index) }
        next += 1
      }
      return values
    }
  }
}
