import ClaimRules
import Messages
import RPC
import ServiceProcess
import TLS

extension ClaimHandler {
  /// The size of a SHA-256 digest in bytes.
  private static let digestBytes = 32
  /// The largest paper in bytes.
  private static let paperBytesMax: Int64 = 1 << 30

  func recordAttachment(
    _ request: ClaimV1.RecordAttachmentRequest, context: RPCContext
  ) async throws -> ClaimV1.RecordAttachmentResponse {
    let number = try known(request.claimID)
    try check(request)
    return try await RPCError.mapping {
      let reader = try ClaimReader(
        context, people, for: ClaimV1.ClaimService.recordAttachment)
      guard let listed = try await store.listed(number), reader.maySee(listed),
        let claim = try await store.acceptedRecord(number)?.claim
      else { throw GatewayErrors.noSuchClaim }
      let paper = ClaimStore.Paper(
        requestID: request.requestID,
        controlNumber: try promised(request.controlNumber, by: claim), digest: request.digest,
        mediaType: request.mediaType, size: request.size,
        recordedBy: context.peer.identity.uri, recordedAt: papers.clock.now)
      if case .keyReused = try await store.record(paper, on: number) {
        throw GatewayErrors.keyReused
      }
      try await papers.continueIfComplete(number)
      var response = ClaimV1.RecordAttachmentResponse()
      response.summary = try await summaries.summary(of: number, for: reader)
      return response
    }
  }

  private func check(_ request: ClaimV1.RecordAttachmentRequest) throws(RPCError) {
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the record with 1 to 100 characters.")
    }
    guard request.digest.count == ClaimHandler.digestBytes else {
      throw GatewayErrors.invalid("digest", "Send the SHA-256 of the paper, 32 bytes.")
    }
    guard (1...100).contains(request.mediaType.utf8.count) else {
      throw GatewayErrors.invalid("media_type", "Say the media type with 1 to 100 characters.")
    }
    guard (1...ClaimHandler.paperBytesMax).contains(request.size) else {
      throw GatewayErrors.invalid(
        "size", "A paper has 1 to \(ClaimHandler.paperBytesMax) bytes.")
    }
  }

  /// The number of the promised paper that is meant: the only one when none is said.
  private func promised(
    _ controlNumber: String, by claim: ClaimV1.Claim
  ) throws(RPCError) -> String {
    let promised = claim.read().claim.promisedPapers
    if promised.contains(controlNumber) { return controlNumber }
    guard controlNumber.isEmpty, promised.count == 1, let only = promised.first else {
      throw GatewayErrors.invalid(
        "control_number", "Name a paper that the claim promised by its number.")
    }
    return only
  }
}
