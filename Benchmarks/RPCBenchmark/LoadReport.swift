import Foundation

/// What both servers did under one load.
struct LoadReport {
  let load: ServerLoad
  var ours: [ServerComparison.Round] = []
  var peer: [ServerComparison.Round] = []

  init(load: ServerLoad) {
    self.load = load
  }

  var oursRate: Spread { Spread(ours.map(\.requestsPerSecond)) }
  var peerRate: Spread { Spread(peer.map(\.requestsPerSecond)) }
  var oursCPU: Spread { Spread(ours.map(\.cpuMicroseconds)) }
  var peerCPU: Spread { Spread(peer.map(\.cpuMicroseconds)) }

  /// Medians of the ratios of neighbouring rounds, which share what else the machine did.
  var rateRatio: Spread {
    Spread(zip(ours, peer).map { $0.requestsPerSecond / max($1.requestsPerSecond, 1) })
  }
  var cpuRatio: Spread {
    Spread(zip(ours, peer).map { $1.cpuMicroseconds / max($0.cpuMicroseconds, 0.001) })
  }

  var lastRound: String {
    guard let ours = ours.last, let peer = peer.last else { return "" }
    return String(
      format: "ours %.0f/s %.2f us, gRPC C++ %.0f/s %.2f us", ours.requestsPerSecond,
      ours.cpuMicroseconds, peer.requestsPerSecond, peer.cpuMicroseconds)
  }

  var table: String {
    """
    \(load.name)  ours      \(oursRate.text(digits: 0)) /s   CPU \(oursCPU.text(digits: 2)) us
    \(load.name)  gRPC C++  \(peerRate.text(digits: 0)) /s   CPU \(peerCPU.text(digits: 2)) us
    \(load.name)  ratio     \(rateRatio.text(digits: 2)) rate, \(cpuRatio.text(digits: 2)) CPU
    """
  }
}
