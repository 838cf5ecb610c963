import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// A load of terms of capitation: all of it or nothing, and once (rule `CAP-1`).
struct CapitationTermsLoad: Sendable {
  /// The most terms of a load.
  static let termsMax = 1_000
  /// The most rates of one set of terms.
  static let ratesMax = 200

  private struct Entry: Sendable {
    let contractID: String
    let from: CapitationMonth
    let terms: CapitationTerms
  }

  private let requestID: String
  private let digest: [UInt8]
  private let entries: [Entry]

  /// Reads and checks every rate.
  ///
  /// - Throws: ``Refusal`` naming the terms, the rate and the field.
  init(_ request: PaymentV1.LoadCapitationTermsRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      entries = try MessageCheck.list(
        request.terms, "terms", countMax: CapitationTermsLoad.termsMax
      ) { terms throws(MessageError) in
        Entry(
          contractID: try PartyText.text(terms.contractID, "contract_id", bytes: 1...100),
          from: try CapitationMonth(terms.from, "from"), terms: try CapitationTerms(terms))
      }
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Adds the terms; they count for months that are settled later.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.LoadCapitationTermsResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SettledAnswer.read(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    var response = PaymentV1.LoadCapitationTermsResponse()
    for entry in entries {
      let number = try CapitationTermsRows.insert(
        entry.terms, contractID: entry.contractID, from: entry.from.first, source: key,
        in: transaction)
      response.terms.append(
        entry.terms.message(number: number, contractID: entry.contractID, from: entry.from.first))
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "\(CapitationTermsRows.keyPrefix)\(requestID)" }
}
