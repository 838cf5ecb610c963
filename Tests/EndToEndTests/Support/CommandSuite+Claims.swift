import Messages
import Protobuf
import SampleClaims
import TestKit
import Testing

extension CommandSuite {
  /// Starts the suite and loads an invented world into it.
  func prepare() async throws -> SampleWorld {
    let up = try await hmo("up", "--detach", "--port", "\(port)")
    #expect(up.code == 0, "\(up.errors)")
    let sample = directory + "/sample"
    let written = try await hmo("sample", "--seed", "11", "--claims", "20", "--output", sample)
    #expect(written.code == 0, "\(written.errors)")
    let load = try await hmo("load", sample + "/load")
    #expect(load.code == 0, "\(load.errors)")
    return SampleWorld(seed: 11, claims: 20)
  }

  /// Sends a claim, waits for its decision, and gives its number.
  func submit(_ claim: ClaimV1.Claim) async throws -> String {
    let request = ClaimV1.SubmitClaimRequest.with {
      $0.requestID = claim.patientControlNumber
      $0.claim = claim
      $0.waitFor = .decided
    }
    let run = try await hmo(
      ["call", "hmo.claim.v1.ClaimService/SubmitClaim", "-"],
      input: try ProtobufJSON.encode(request, pool: MessagesDescriptors.pool))
    #expect(run.code == 0, "\(run.errors)")
    let summary = try run.json()["summary"] as? [String: Any]
    return try #require(summary?["claimId"] as? String)
  }
}
