import RPC

/// What a run is to do.
struct WorkOrder: Sendable {
  let rounds: Int
  let scale: Scale
  let seed: UInt64

  /// All families, in the order in which they are tried.
  var families: [any Family] {
    let floods = Flood.all(.defaults).map { FrameFlood(flood: $0) }
    let before: [any Family] = [
      SlowLoris(), SlowStreams(), ConnectionFlood(), DescriptorExhaustion(), Oversize(),
      Conformance(), CompressionOff(), CompressionOn(), BadClients(),
    ]
    return before + floods + [
      ZeroWindow(), TableThrash(), Mutations(rounds: rounds), WrongStarts(),
    ]
  }
}
