/// How much of everything an attack is made of.
struct Scale: Sendable {
  var silentSockets = 1_000
  var floodSockets = 5_000
  var slowStreams = 200
  var oversized = 1_000
  var mutations = 20_000
  var recordedSessions = 500
  /// How often a round plays each of gRPC's hostile clients: a hundred times in three rounds.
  var badClientTimes = 34
  /// How long each flood comes back after it was cut off.
  var floodSeconds = 3.0
  /// How long the server is left alone before each round, and the least that a round takes.
  var quietSeconds = 3.0

  /// A tenth of it, for trying the program out.
  static var small: Scale {
    Scale(
      silentSockets: 100, floodSockets: 1_500, slowStreams: 20, oversized: 100, mutations: 1_000,
      recordedSessions: 50, badClientTimes: 3, floodSeconds: 1, quietSeconds: 1)
  }
}
