/// A method with the code that answers it.
final class Route: Sendable {
  let path: String
  let isRequestStreaming: Bool
  /// Starts the handler of a call; on the loop.
  let start: @Sendable (ServerCall) -> Void

  init(path: String, isRequestStreaming: Bool, start: @escaping @Sendable (ServerCall) -> Void) {
    self.path = path
    self.isRequestStreaming = isRequestStreaming
    self.start = start
  }
}
