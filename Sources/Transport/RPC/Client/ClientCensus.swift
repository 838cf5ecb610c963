/// How much of everything a client holds at one moment.
package struct ClientCensus: Hashable, Sendable {
  /// Connections, those included that are being made or ended.
  package let connections: Int
  /// Calls on a stream of a connection.
  package let openCalls: Int
  /// Calls that wait for a connection or a stream.
  package let waitingCalls: Int
  /// Calls that wait before they are made again.
  package let restingCalls: Int
  /// Tasks that wait because too much of their call is unsent.
  package let waitingWriters: Int

  /// Counts.
  package init(
    connections: Int, openCalls: Int = 0, waitingCalls: Int = 0, restingCalls: Int = 0,
    waitingWriters: Int = 0
  ) {
    self.connections = connections
    self.openCalls = openCalls
    self.waitingCalls = waitingCalls
    self.restingCalls = restingCalls
    self.waitingWriters = waitingWriters
  }
}
