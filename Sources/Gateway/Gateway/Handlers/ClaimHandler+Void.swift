import ClaimRules
import Messages
import Protobuf
import RPC
import ServiceProcess
import TLS

extension ClaimHandler {
  func voidClaim(
    _ request: ClaimV1.VoidClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.VoidClaimResponse {
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the void with 1 to 100 characters.")
    }
    let named = try known(request.claimID)
    return try await RPCError.mapping {
      let reader = try ClaimReader(context, people, for: ClaimV1.ClaimService.voidClaim)
      let (number, isRepeated) = try await intake.void(
        named, key: "void:\(context.peer.identity.uri):\(request.requestID)", for: reader,
        by: context.peer.identity.uri)
      if request.waitFor == .decided {
        await DecisionWait(claims: claims).wait(for: number, until: context.deadline)
      }
      guard let summary = try await summaries.summary(of: number, for: reader) else {
        throw GatewayErrors.noSuchClaim
      }
      var response = ClaimV1.VoidClaimResponse()
      response.summary = summary
      response.reversal = try await store.reversal(of: number)?.decision
      response.isRepeated = isRepeated
      return response
    }
  }
}

extension ClaimIntake {
  /// Accepts a void of a claim that `reader` may see.
  ///
  /// - Returns: The claim that is voided, which is the correction of the one that is named if there is
  ///   one, and whether the void was stored before.
  /// - Throws: ``RPCError``: NOT_FOUND for a claim that is not there or not the caller's,
  ///   FAILED_PRECONDITION for one that is not decided, was voided or is replaced, and the store's errors.
  func void(
    _ number: ClaimNumber, key: String, for reader: ClaimReader, by caller: String
  ) async throws -> (number: ClaimNumber, isRepeated: Bool) {
    guard clock.isSet else { throw GatewayErrors.businessTimeNotSet }
    let void = ClaimStore.VoidSubmission(
      of: number, key: key, owner: reader.submitter, by: caller, at: clock.now)
    let acceptance = try await store.accept(void) { [claims] acceptance in
      if case .voiding(let number) = acceptance { claims.beginVoid(number) }
    }
    switch acceptance {
    case .voiding(let number):
      try await endIfDone(voidOf: number)
      return (number, false)
    case .repeated(let number): return (number, true)
    case .accepted, .keyReused: throw GatewayErrors.keyReused
    case .refused(let fault): throw try await refusal(fault, of: number, for: reader)
    }
  }

  /// Takes a void off that was driven to its end before it was set on its way: nobody waits for it.
  func endIfDone(voidOf number: ClaimNumber) async throws {
    if try await store.reversal(of: number) != nil { claims.endVoid(number) }
  }

  private func refusal(
    _ fault: IntakeFault, of number: ClaimNumber, for reader: ClaimReader
  ) async throws -> RPCError {
    guard let listed = try await store.listed(number), reader.maySee(listed) else {
      return GatewayErrors.noSuchClaim
    }
    return RPCError(
      .failedPrecondition, fault.message, reason: ClaimIntake.reason(of: fault))
  }

  private static func reason(of fault: IntakeFault) -> String {
    switch fault {
    case OriginalFault.open: "CLAIM_NOT_DECIDED"
    case OriginalFault.replacing: "CLAIM_BEING_REPLACED"
    case OriginalFault.replaced: "CLAIM_REPLACED"
    default: "CLAIM_VOIDED"
    }
  }
}
