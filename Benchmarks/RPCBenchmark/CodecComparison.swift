import Foundation
import Messages
import Protobuf
import SampleClaims
import TestKit

/// Our codec and Google's C++ library by turns: a claim's bytes into a message and back into bytes.
struct CodecComparison {
  let scene: BenchmarkScene
  let rounds: Int

  private static let milliseconds = 500

  /// Nanoseconds of each round.
  struct Report {
    var ours: [Double] = []
    var heap: [Double] = []
    var arena: [Double] = []
    var bytes = 0

    /// How many times as long Google's library takes, messages on the heap as ours are.
    var ratio: Spread { Spread(zip(heap, ours).map { $0 / $1 }) }
    /// The same with messages on an arena.
    var arenaRatio: Spread { Spread(zip(arena, ours).map { $0 / $1 }) }
  }

  func run() throws -> Report {
    let bytes = try Self.claim().protobufBytes()
    let path = "\(scene.authority.directory)/claim"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var report = Report(bytes: bytes.count)
    _ = try ours(bytes)
    for _ in 0..<rounds {
      report.ours.append(try ours(bytes))
      let peer = try peer(path)
      report.heap.append(peer.heap)
      report.arena.append(peer.arena)
    }
    return report
  }

  /// A claim of a professional with its lines.
  private static func claim() throws -> ClaimV1.SubmitClaimRequest {
    let world = SampleWorld(seed: 1, claims: 1)
    guard let claim = world.claims.first else { throw BenchmarkError("no sample claim") }
    return .with {
      $0.requestID = "benchmark-1"
      $0.claim = ClaimV1.Claim(claim)
    }
  }

  private func ours(_ bytes: [UInt8]) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    let end = start + .milliseconds(Self.milliseconds)
    var rounds = 0
    var encoded = 0
    while clock.now < end {
      for _ in 0..<100 {
        let message = try bytes.withUnsafeBytes {
          try ClaimV1.SubmitClaimRequest(protobufBytes: $0, limits: .defaults)
        }
        encoded += message.protobufBytes().count
      }
      rounds += 100
    }
    guard encoded == rounds * bytes.count else {
      throw BenchmarkError("a claim came back as \(encoded / max(rounds, 1)) bytes")
    }
    return (clock.now - start) / .nanoseconds(1) / Double(rounds)
  }

  private func peer(_ path: String) throws -> (heap: Double, arena: Double) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try scene.peer("protobuf_codec"))
    process.arguments = [path, "\(Self.milliseconds)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard process.terminationStatus == 0, numbers.count == 2 else {
      throw BenchmarkError("protobuf_codec failed: \(text)")
    }
    return (numbers[0], numbers[1])
  }
}
