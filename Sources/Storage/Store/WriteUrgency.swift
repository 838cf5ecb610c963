/// Whether a write may be kept back for a moment so that more of them share a transaction.
package enum WriteUrgency: Sendable {
  /// It begins as soon as the writer is free.
  case immediate
  /// It may wait ``StoreConfiguration/gatherMilliseconds`` for others; it never waits beside an
  /// immediate one.
  case gathered
}
