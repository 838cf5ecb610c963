import DomainMessages
import EDI
import Messages
import RPC

/// Gives the 835 of a remittance: the bytes that are stored, or new ones, which are then stored (rule
/// `REMIT-DOCUMENT`).
///
/// Whoever stores first decides the bytes; everybody after that reads those. A process that ends in
/// between has shown them to nobody.
struct RemittanceExport: Sendable {
  let store: ClaimStore
  let runs: PaymentRuns

  /// The bytes of a remittance.
  func bytes(of remittance: PaymentV1.Remittance) async throws -> [UInt8] {
    if let stored = try await store.remittanceDocument(remittance.remittanceID) { return stored }
    do {
      let bytes = try await make(remittance)
      return try await store.store(remittanceDocument: bytes, of: remittance.remittanceID)
    } catch let error as MessageError {
      throw RemittanceExport.unwritable("payment's field \(error.field) \(error.problem)")
    } catch let error as X12OutgoingError {
      throw RemittanceExport.unwritable(error.description)
    }
  }

  private func make(_ remittance: PaymentV1.Remittance) async throws -> [UInt8] {
    var builder = try RemittanceBuilder(remittance)
    try await runs.forEachPage(ofClaimsIn: remittance.remittanceID) { page in
      let accepted = try await store.acceptedClaims(page.compactMap(\.billed))
      for remitted in page {
        guard let billed = remitted.billed, let (claim, receivedOn) = accepted[billed]
        else { throw RemittanceExport.unwritable("it lists a claim that is not of this gateway") }
        try builder.add(remitted, claim, receivedOn: receivedOn)
      }
    }
    let document = try builder.document()
    let number = try await store.drawDocumentNumber()
    return try builder.envelope(number: number).file(of: [document])
  }

  private static func unwritable(_ why: String) -> RPCError {
    RPCError(
      .failedPrecondition,
      "The remittance cannot be written: \(why). Nothing was sent; correct it and export again.",
      reason: "REMITTANCE_UNWRITABLE")
  }
}

extension PaymentV1.RemittedClaim {
  /// The keys of the version; nothing when it names no claim of a gateway.
  var version: StepKeys? {
    ClaimNumber(decision?.claimID ?? "").map { StepKeys($0, version: decision?.version ?? 0) }
  }

  /// The keys of the version whose claim a remittance shows: a reversal shows the one that it takes
  /// back.
  var billed: StepKeys? {
    guard let decision, decision.reversesVersion > 0 else { return version }
    return ClaimNumber(decision.claimID).map { StepKeys($0, version: decision.reversesVersion) }
  }
}
