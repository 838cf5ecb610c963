package import RPC

/// Who may call what, for every method of every service.
package struct PermissionTable: Sendable {
  private let rows: [String: Permission]

  /// Makes a table; of two rows for one path the stricter reading is that nobody may call it.
  package init(_ permissions: [Permission]) {
    rows = Dictionary(permissions.map { ($0.path, $0) }) { first, _ in
      Permission(
        path: first.path, callers: .roles([]), changesState: first.changesState,
        isSafeToRetry: false, requestBytesMax: first.requestBytesMax)
    }
  }

  /// The row of a method.
  package subscript(path: String) -> Permission? { rows[path] }

  /// All paths, in order.
  package var paths: [String] { rows.keys.sorted() }

  /// Which of `paths` have no row.
  package func missing(_ paths: [String]) -> [String] {
    paths.filter { rows[$0] == nil }
  }

  /// Why `peer` may not call `path`, or nothing when it may.
  ///
  /// A method that is not served passes, so that the caller hears UNIMPLEMENTED. A method that is
  /// served and has no row is refused.
  package func refusal(_ path: String, isKnownMethod: Bool, _ peer: RPCPeer) -> RPCError? {
    guard isKnownMethod else { return nil }
    if let row = rows[path], row.allows(Actor(peer.identity)) { return nil }
    return RPCError(
      .permissionDenied, "the caller may not use this method", reason: "NOT_ALLOWED")
  }

  /// What a server asks before each call: who may make it, and how large its request may be.
  package func admit(_ head: RPCCallHead) -> RPCAdmissionDecision {
    if let error = refusal(head.path, isKnownMethod: head.isKnownMethod, head.peer) {
      return .refuse(error)
    }
    return .admit(requestBytesMax: rows[head.path]?.requestBytesMax ?? 0)
  }
}
