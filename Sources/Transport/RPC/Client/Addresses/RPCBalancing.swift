/// How a client that knows several addresses of one service uses them.
public enum RPCBalancing: Sendable, Hashable {
  /// All calls go to the first address that answers; the others are tried in order when it fails,
  /// and after a loss the search begins again with the first.
  case pickFirst
  /// Every address has a connection, and each call goes to the next one that has room.
  case roundRobin
}
