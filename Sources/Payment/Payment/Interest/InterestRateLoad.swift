import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// A load of rates of interest: all of it or nothing, and once (rule `INTEREST-1`).
struct InterestRateLoad: Sendable {
  /// The most rates of a load.
  static let ratesMax = 10_000

  private struct Row: Hashable, Sendable {
    let rate: InterestRate
    let authority: String
  }

  private let requestID: String
  private let digest: [UInt8]
  private let rows: [Row]

  /// Reads and checks every rate.
  ///
  /// - Throws: ``Refusal`` naming the rate and the field.
  init(_ request: PaymentV1.LoadInterestRatesRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      rows = try MessageCheck.list(
        request.rates, "rates", countMax: InterestRateLoad.ratesMax
      ) { rate throws(MessageError) in
        Row(
          rate: try InterestRate(rate),
          authority: try MessageCheck.text(
            rate.authority, "authority", bytesMax: MessageCheck.nameBytesMax))
      }
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Adds the rates; each counts for runs that are closed later.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.LoadInterestRatesResponse {
    let response = PaymentV1.LoadInterestRatesResponse.with {
      $0.rates = Int32(clamping: rows.count)
    }
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored: return response
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    for row in rows {
      try InterestRows.replace(row.rate, authority: row.authority, in: transaction)
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "interest/\(requestID)" }
}

extension InterestRate {
  /// Reads and checks a rate.
  fileprivate init(_ message: PaymentV1.InterestRate) throws(MessageError) {
    let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
    guard message.state.isEmpty || message.state.utf8.count == 2,
      message.state.utf8.allSatisfy(letters.contains)
    else { throw MessageError("state", "is not two capital letters") }
    guard (0...InterestRate.daysMax).contains(Int(message.days)) else {
      throw MessageError("days", "is not 0 to \(InterestRate.daysMax)")
    }
    guard (0...InterestRate.thousandthsMax).contains(message.rateThousandths) else {
      throw MessageError("rate_thousandths", "is not 0 to \(InterestRate.thousandthsMax)")
    }
    self.init(
      state: message.state,
      lineOfBusiness: try LineOfBusiness(message.lineOfBusiness, "line_of_business"),
      isContracted: message.isContracted, from: try Day(message.from, "from"),
      days: Int(message.days), thousandths: message.rateThousandths)
  }
}
