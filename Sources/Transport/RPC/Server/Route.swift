/// A method with the code that answers it.
final class Route: Sendable {
  let path: String
  let isRequestStreaming: Bool
  /// The place of the path among all paths of the server in their order.
  let index: Int
  /// Starts the handler of a call; on the loop.
  let start: @Sendable (ServerCall) -> Void

  init(
    path: String, isRequestStreaming: Bool, index: Int = 0,
    start: @escaping @Sendable (ServerCall) -> Void
  ) {
    self.path = path
    self.isRequestStreaming = isRequestStreaming
    self.index = index
    self.start = start
  }

  /// The same route at a place.
  func placed(at index: Int) -> Route {
    Route(path: path, isRequestStreaming: isRequestStreaming, index: index, start: start)
  }
}
