import ClaimRules
import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess

extension GatewayAdministrationHandler {
  /// The most codes in one part of a load.
  static let codesPerPartMax = 10_000
  /// The most codes of a set, one for each span of days.
  static let codesMax = 200_000
  /// The most pairs of a set of pairs, one for each span of days.
  static let pairsMax = 1_000_000

  func loadCodes(
    requests: RPCRequestStream<ClaimV1.LoadCodesRequest>, context: RPCContext
  ) async throws -> ClaimV1.LoadCodesResponse {
    var reading = CodeReading()
    for try await request in requests {
      try reading.take(request)
    }
    return try await load(reading)
  }

  /// Puts the set that was read in place of the one that is there.
  func load(_ reading: CodeReading) async throws -> ClaimV1.LoadCodesResponse {
    guard let name = reading.name else {
      throw GatewayErrors.invalid("code_set", "Send at least one part.")
    }
    let load = ClaimStore.CodeLoad(
      requestID: reading.requestID, name: name, content: reading.content,
      loadedAt: clock.now)
    return try await RPCError.mapping {
      switch try await store.load(load) {
      case .loaded(let version): codes.put(load.content, name, version: version)
      case .repeated: break
      case .keyReused: throw GatewayErrors.keyReused
      }
      return .with { $0.codes = Int32(clamping: load.content.count) }
    }
  }

  func listCodeSets(
    _ request: ClaimV1.ListCodeSetsRequest, context: RPCContext
  ) async throws -> ClaimV1.ListCodeSetsResponse {
    try await RPCError.mapping {
      let sets = try await store.codeSets()
      return .with {
        $0.codeSets = sets.map { loaded in
          .with {
            $0.codeSet = loaded.name.rawValue
            $0.codes = Int32(clamping: loaded.count)
            $0.loadedAt = .with { $0.microseconds = loaded.loadedAt.microseconds }
            $0.version = loaded.version
          }
        }
      }
    }
  }
}
