import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// A load of rates of sequestration: all of it or nothing, and once (rule `REPORT-4`).
///
/// Rates are only added behind those that are there, for days of which no claim was paid at another
/// rate, so that what was decided stays right.
struct SequestrationRateLoad: Sendable {
  /// The most rates of a load.
  static let ratesMax = 100

  private let requestID: String
  private let digest: [UInt8]
  private let rates: [SequestrationRate]

  /// Reads and checks every rate.
  ///
  /// - Throws: ``Refusal`` naming the rate and the field.
  init(_ request: PaymentV1.LoadSequestrationRatesRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      rates = try MessageCheck.list(
        request.rates, "rates", countMax: SequestrationRateLoad.ratesMax, SequestrationRate.init)
      let later = zip(rates, rates.dropFirst()).enumerated()
      for (index, (earlier, next)) in later where earlier.from >= next.from {
        throw MessageError("rates[\(index + 1)].from", "is not after that of the rate before it")
      }
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Adds the rates; a rate that stands already is not added again.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.LoadSequestrationRatesResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SequestrationRateLoad.answer(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    let added = try added(in: transaction)
    for rate in added { try SequestrationRows.insert(rate, in: transaction) }
    let response = PaymentV1.LoadSequestrationRatesResponse.with {
      $0.rates = Int32(clamping: added.count)
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  /// The rates that are not there yet.
  private func added(in reader: some StoreReading) throws -> [SequestrationRate] {
    let stored = try SequestrationRows.table(in: reader).rates
    var added: [SequestrationRate] = []
    for (index, rate) in rates.enumerated() where !stored.contains(rate) {
      guard stored.last.map({ $0.from < rate.from }) ?? true else {
        throw Refusal.rateStands(index)
      }
      let until = index + 1 < rates.count ? rates[index + 1].from : Day.openEnd
      guard try !SequestrationRows.isOther(than: rate, until: until, in: reader) else {
        throw Refusal.rateApplied(index)
      }
      added.append(rate)
    }
    return added
  }

  private static func answer(
    _ bytes: [UInt8]
  ) throws(StorageError) -> PaymentV1.LoadSequestrationRatesResponse {
    do throws(ProtobufError) {
      return try PaymentV1.LoadSequestrationRatesResponse(protobufBytes: bytes)
    } catch {
      throw StorageError(.corrupt, "a stored answer is no answer to a load of rates")
    }
  }

  private var key: String { "sequestration/\(requestID)" }
}

extension SequestrationRate {
  /// Reads and checks a rate.
  fileprivate init(_ message: PaymentV1.SequestrationRate) throws(MessageError) {
    self.init(
      from: try Day(message.from, "from"),
      rate: try BasisPoints(message.rateBasisPoints, "rate_basis_points"),
      authority: try MessageCheck.text(
        message.authority, "authority", bytesMax: MessageCheck.nameBytesMax))
  }
}
