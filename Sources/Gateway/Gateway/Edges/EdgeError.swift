/// What an edge itself finds wrong with an answer.
enum EdgeError: Error {
  /// The answer has more or fewer results than the request had items.
  case answersDoNotMatch
}
