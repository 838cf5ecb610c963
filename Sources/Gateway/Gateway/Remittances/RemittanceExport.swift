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
      let numbers = page.compactMap { ClaimNumber($0.decision?.claimID ?? "") }
      let accepted = try await store.acceptedClaims(numbers)
      for remitted in page {
        guard let number = ClaimNumber(remitted.decision?.claimID ?? ""),
          let (claim, receivedOn) = accepted[number]
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
