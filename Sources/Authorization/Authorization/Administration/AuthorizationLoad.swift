import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

/// A load of authorizations and referrals, posted whole or not at all.
struct AuthorizationLoad: Sendable {
  /// How many records a load has at most.
  static let recordsMax = 10_000

  private let key: String
  private let digest: [UInt8]
  private let authorizations: [AuthorizationOnFile]
  private let referrals: [IssuedReferral]
  private let time: Instant

  /// Checks every record.
  ///
  /// - Throws: INVALID_ARGUMENT that names the record and the field.
  init(_ request: AuthorizationV1.LoadAuthorizationsRequest, at time: Instant) throws {
    do throws(MessageError) {
      key = "load/" + (try MessageCheck.identifier(request.requestID, "request_id"))
      authorizations = try AuthorizationLoad.authorizations(request.authorizations)
      referrals = try AuthorizationLoad.referrals(request.referrals)
    } catch {
      throw RPCError(error)
    }
    digest = try RPCError.digest(of: request)
    self.time = time
  }

  /// Adds or replaces the records and appends what changed to `changes`.
  ///
  /// - Throws: ABORTED when the request's name was used for another load; FAILED_PRECONDITION when
  ///   a record would no longer have room for what is used or reserved.
  func post(
    to changes: ChangeLog, in transaction: Transaction
  ) throws -> AuthorizationV1.LoadAuthorizationsResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored: return response
    case .keyReused:
      throw RPCError(
        .aborted, "The name of this load was used for another one.", reason: "KEY_REUSED")
    case .absent: break
    }
    for (index, record) in authorizations.enumerated() {
      let posting = try AuthorizationPosting(record, in: transaction)
      try posting.post(index: index, at: time, to: changes, in: transaction)
    }
    for (index, referral) in referrals.enumerated() {
      let posting = try ReferralPosting(referral, in: transaction)
      try posting.post(index: index, at: time, to: changes, in: transaction)
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var response: AuthorizationV1.LoadAuthorizationsResponse {
    .with {
      $0.authorizations = Int32(clamping: authorizations.count)
      $0.referrals = Int32(clamping: referrals.count)
    }
  }

  private static func authorizations(
    _ messages: [AuthorizationV1.Authorization]
  ) throws(MessageError) -> [AuthorizationOnFile] {
    let records = try MessageCheck.list(
      messages, "authorizations", countMax: recordsMax, AuthorizationOnFile.init)
    try checkUnique(records.map(\.number), "authorizations")
    return records
  }

  private static func referrals(
    _ messages: [AuthorizationV1.Referral]
  ) throws(MessageError) -> [IssuedReferral] {
    let referrals = try MessageCheck.list(
      messages, "referrals", countMax: recordsMax, IssuedReferral.init)
    try checkUnique(referrals.map(\.record.number), "referrals")
    return referrals
  }

  private static func checkUnique(_ numbers: [String], _ field: String) throws(MessageError) {
    var seen: Set<String> = []
    for (index, number) in numbers.enumerated() where !seen.insert(number).inserted {
      throw MessageError("\(field)[\(index)]", "has the number of an earlier record")
    }
  }
}

extension RPCError {
  /// The digest of a request.
  fileprivate static func digest(of message: some ProtobufMessage) throws -> [UInt8] {
    do {
      return try RequestDigest.sha256(message.protobufBytes())
    } catch {
      throw RPCError(error)
    }
  }
}
