/// The longest that a test waits for something that must happen.
package let eventuallyTimeMax: Duration = .seconds(120)

/// Waits until `body` gives a value, asking again and again.
///
/// How long that takes is not part of any test: the limit only ends a test that would wait for ever.
///
/// - Parameters:
///   - what: What is waited for, for the message when it does not come.
///   - poll: How long to wait between two questions.
/// - Throws: ``TestSuiteError`` at the limit, or what `body` throws.
package func awaited<Value>(
  _ what: String, within timeMax: Duration = eventuallyTimeMax, poll: Duration = .milliseconds(10),
  _ body: () async throws -> Value?
) async throws -> Value {
  let clock = ContinuousClock()
  let end = clock.now + timeMax
  while true {
    if let value = try await body() { return value }
    guard clock.now < end else { throw TestSuiteError("waited in vain: \(what)") }
    try await clock.sleep(for: poll)
  }
}

/// Waits until `condition` holds.
///
/// - Throws: ``TestSuiteError`` at the limit, or what `condition` throws.
package func eventually(
  _ what: String, within timeMax: Duration = eventuallyTimeMax, poll: Duration = .milliseconds(10),
  holds condition: () async throws -> Bool
) async throws {
  try await awaited(what, within: timeMax, poll: poll) { try await condition() ? () : nil }
}
