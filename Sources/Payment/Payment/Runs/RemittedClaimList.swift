import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// One page of the versions that a remittance lists, in the order of claim and version.
///
/// A page ends early rather than grow beyond ``bytesMax``, so that every page fits into a message.
struct RemittedClaimList: Sendable {
  /// After how many bytes of stored decisions, traces included, a page takes no further one.
  static let bytesMax = 1 << 20

  private let remittance: RunNumber
  private let size: Int
  private let after: (claimID: String, version: Int32)

  /// Reads and checks a request.
  ///
  /// - Throws: ``Refusal/remittanceUnknown`` for a name that no remittance can have.
  init(_ request: PaymentV1.ListRemittedClaimsRequest) throws(Refusal) {
    guard let remittance = RunNumber(.remittance, text: request.remittanceID) else {
      throw Refusal.remittanceUnknown
    }
    self.remittance = remittance
    do throws(MessageError) {
      size = try RunPage.size(request.pageSize)
      after = try RemittedClaimList.place(request.pageToken)
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page.
  ///
  /// - Throws: ``Refusal/remittanceUnknown``.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListRemittedClaimsResponse {
    guard try RemittanceRows.find(remittance.number, in: reader) != nil else {
      throw Refusal.remittanceUnknown
    }
    let found = try RemittanceRows.claims(
      of: remittance.number, after: after.claimID, after.version, count: size + 1, in: reader)
    var response = PaymentV1.ListRemittedClaimsResponse()
    var bytes = 0
    for claim in found.prefix(size) where bytes <= RemittedClaimList.bytesMax {
      let stored = try RemittedClaimList.claim(claim.claimID, claim.version, in: reader)
      bytes += stored.bytes
      response.claims.append(stored.claim)
    }
    if response.claims.count < found.count, let last = response.claims.last?.decision {
      response.nextPageToken = "\(last.version)/\(last.claimID)"
    }
    return response
  }

  private static func claim(
    _ claimID: String, _ version: Int32, in reader: some StoreReading
  ) throws -> (claim: PaymentV1.RemittedClaim, bytes: Int) {
    guard
      let record = try DecisionRows.find(claimID: claimID, version: version, in: reader),
      let bytes = try AnswerLog.stored(for: record.key.text, in: reader)
    else { throw StorageError(.corrupt, "a remittance lists a version without a decision") }
    var decision = try PaymentV1.ClaimDecision(stored: bytes)
    decision.trace = []
    let interest = try InterestRows.amount(ofClaim: claimID, version: version, in: reader)
    let claim = PaymentV1.RemittedClaim.with {
      $0.decision = decision
      $0.lineOfBusiness = record.lineOfBusiness?.message ?? .unspecified
      $0.businessTime = record.businessTime.message
      $0.interest = interest?.message
    }
    return (claim, bytes.count)
  }

  private static func place(
    _ token: String
  ) throws(MessageError) -> (claimID: String, version: Int32) {
    if token.isEmpty { return ("", 0) }
    let parts = token.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let version = Int32(parts[0]) else { throw RunPage.wrongToken }
    return (String(parts[1]), version)
  }
}
