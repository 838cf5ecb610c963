/// How many connections, and how many calls on each at once.
struct ServerLoad: Sendable, Hashable {
  let connections: Int
  let streams: Int

  var name: String { "\(connections)x\(streams)" }

  static let all = [
    ServerLoad(connections: 1, streams: 1), ServerLoad(connections: 2, streams: 32),
    ServerLoad(connections: 4, streams: 100),
  ]
}
