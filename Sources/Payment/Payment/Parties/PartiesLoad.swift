import DomainMessages
import Messages
import Protobuf
import Storage

/// A load of the parties of remittances: all of it or nothing, and once (rule `PARTY-1`).
struct PartiesLoad: Sendable {
  /// The most payees of a load.
  static let payeesMax = 10_000

  private let requestID: String
  private let digest: [UInt8]
  private let payer: RemittancePayer?
  private let payees: [RemittancePayee]

  /// Reads and checks every party.
  ///
  /// - Throws: ``Refusal`` naming the party and the field.
  init(_ request: PaymentV1.LoadRemittancePartiesRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      payer = try PartiesLoad.payer(request.payer)
      payees = try PartiesLoad.payees(request.payees)
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Adds the parties; each stands for the remittances of later runs, until it is replaced.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.LoadRemittancePartiesResponse {
    let response = PaymentV1.LoadRemittancePartiesResponse.with {
      $0.payees = Int32(clamping: payees.count)
    }
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored: return response
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    if let payer { try PartyRows.insert(payer, in: transaction) }
    for payee in payees { try PartyRows.insert(payee, in: transaction) }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "parties/\(requestID)" }

  private static func payer(
    _ message: PaymentV1.Payer?
  ) throws(MessageError) -> RemittancePayer? {
    guard let message else { return nil }
    do throws(MessageError) {
      return try RemittancePayer(message)
    } catch {
      throw error.within("payer")
    }
  }

  private static func payees(
    _ messages: [PaymentV1.Payee]
  ) throws(MessageError) -> [RemittancePayee] {
    let payees = try MessageCheck.list(messages, "payees", countMax: payeesMax) {
      payee throws(MessageError) in try RemittancePayee(payee)
    }
    var seen: Set<[String]> = []
    for (index, payee) in payees.enumerated()
    where !seen.insert([payee.npi, payee.tin]).inserted {
      throw MessageError("payees[\(index)]", "is an earlier payee again")
    }
    return payees
  }
}
