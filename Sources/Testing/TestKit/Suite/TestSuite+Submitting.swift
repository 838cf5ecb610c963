package import Messages
import Protobuf
import RPC

extension TestSuite {
  /// Submits one claim as the program `hmo`.
  package func submit(
    _ claim: ClaimV1.Claim, requestID: String? = nil, waitFor: ClaimV1.WaitFor = .decided
  ) async throws -> ClaimV1.SubmitClaimResponse {
    try await claims.submitClaim(
      .with {
        $0.requestID = requestID ?? claim.patientControlNumber
        $0.claim = claim
        $0.waitFor = waitFor
      }, options: .patient)
  }

  /// Submits a file in parts and gives everything that the gateway said about it.
  package func submit(
    file bytes: [UInt8], waitFor: ClaimV1.WaitFor = .decided, partBytes: Int = 8_192
  ) async throws -> FileOutcome {
    let service = try claims
    return try await service.submitFile(options: .patient) { requests, responses in
      async let sending: Void = TestSuite.send(bytes, waitFor, partBytes, to: requests)
      var outcome = FileOutcome()
      for try await response in responses { outcome.add(response) }
      try await sending
      return outcome
    }
  }

  private static func send(
    _ bytes: [UInt8], _ waitFor: ClaimV1.WaitFor, _ partBytes: Int,
    to requests: RPCRequestWriter<ClaimV1.SubmitFileRequest>
  ) async throws {
    var rest = bytes[...]
    repeat {
      let part = Array(rest.prefix(partBytes))
      rest = rest.dropFirst(partBytes)
      try await requests.write(
        .with {
          $0.waitFor = waitFor
          $0.bytes = part
        })
    } while !rest.isEmpty
    requests.finish()
  }

  /// One claim with its decision.
  package func claim(_ claimID: String) async throws -> ClaimV1.GetClaimResponse {
    try await claims.getClaim(.with { $0.claimID = claimID }, options: .patient)
  }

  /// Waits until a claim is decided or pended.
  package func ended(_ claimID: String) async throws -> ClaimV1.GetClaimResponse {
    try await awaited("claim \(claimID) ends") {
      let claim = try await self.claim(claimID)
      return claim.summary?.state == .accepted ? nil : claim
    }
  }

  /// Waits until a claim waits for a step, such as `adjudicate`.
  package func waits(_ claimID: String, for step: String) async throws {
    try await eventually("claim \(claimID) waits for \(step)") {
      try await self.claim(claimID).summary?.waitingFor == step
    }
  }
}
