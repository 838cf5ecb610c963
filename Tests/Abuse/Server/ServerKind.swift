/// Which server is attacked.
enum ServerKind: Sendable, Hashable {
  /// The shipped runtime with every limit at its default.
  case shipped
  /// The same with no more descriptors than those.
  case fewDescriptors(Int)
  /// The RPC layer alone, which takes gzip.
  case gzip
  /// The RPC layer alone with one limit out of reach, so that a check is seen to fail.
  case without(RaisedLimit)
  /// The RPC layer alone with every limit at its default.
  case bare
}
