import DomainMessages
import Messages
import Protobuf
import Storage

/// One page of the remittances of a run, in the order of their numbers.
struct RemittanceList: Sendable {
  private let run: RunNumber
  private let size: Int
  private let after: Int64

  /// Reads and checks a request.
  ///
  /// - Throws: ``Refusal/runUnknown`` for a name that no run can have.
  init(_ request: PaymentV1.ListRemittancesRequest) throws(Refusal) {
    guard let run = RunNumber(.run, text: request.runID) else { throw Refusal.runUnknown }
    self.run = run
    do throws(MessageError) {
      size = try RunPage.size(request.pageSize)
      after = try RunPage.number(request.pageToken, first: 0)
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page.
  ///
  /// - Throws: ``Refusal/runUnknown``.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListRemittancesResponse {
    guard let record = try RunRows.find(run.number, in: reader) else { throw Refusal.runUnknown }
    let payer = try RemittanceList.payer(of: record, in: reader)
    let found = try RemittanceRows.page(
      ofRun: run.number, after: after, count: size + 1, in: reader)
    let messages = try found.prefix(size).map { remittance in
      try remittance.message(run: record, payer: payer, in: reader)
    }
    return .with {
      $0.remittances = messages
      $0.nextPageToken = found.count > size ? String(found[size - 1].number) : ""
    }
  }

  /// The remittance with that name.
  ///
  /// - Throws: ``Refusal/remittanceUnknown``.
  static func remittance(
    named remittanceID: String, in reader: some StoreReading
  ) throws -> PaymentV1.Remittance {
    guard let number = RunNumber(.remittance, text: remittanceID),
      let remittance = try RemittanceRows.find(number.number, in: reader)
    else { throw Refusal.remittanceUnknown }
    guard let run = try RunRows.find(remittance.runNumber, in: reader) else {
      throw StorageError(.corrupt, "a remittance is of a run that is not there")
    }
    return try remittance.message(
      run: run, payer: try payer(of: run, in: reader), in: reader)
  }

  private static func payer(
    of run: RunRecord, in reader: some StoreReading
  ) throws -> PaymentV1.Payer {
    guard let payer = try PartyRows.payer(run.payerNumber, in: reader) else {
      throw StorageError(.corrupt, "a run names a payer that is not there")
    }
    return payer.message
  }
}
