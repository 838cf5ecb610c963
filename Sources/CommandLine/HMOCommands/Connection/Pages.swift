/// Reads a list that comes in pages.
enum Pages {
  /// How many elements are asked for at a time.
  static let size: Int32 = 1_000

  /// Every element, at most `limit`.
  ///
  /// - Parameter page: Asks for the page behind a token, which is empty for the first.
  static func all<Element>(
    limit: Int = .max, _ page: (String) async throws -> (elements: [Element], next: String)
  ) async throws -> [Element] {
    var elements: [Element] = []
    var token = ""
    repeat {
      let answer = try await page(token)
      guard answer.next != token || answer.next.isEmpty else {
        throw CommandFailure("the service gave the same page twice; report it")
      }
      elements += answer.elements
      token = answer.next
    } while !token.isEmpty && elements.count < limit
    return Array(elements.prefix(limit))
  }
}
