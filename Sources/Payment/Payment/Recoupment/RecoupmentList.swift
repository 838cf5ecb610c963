import DomainMessages
import Messages
import Protobuf
import Storage

/// One page of letters, the latest first.
struct RecoupmentList: Sendable {
  private let claimID: String
  private let size: Int
  private let before: Int64

  /// Reads and checks a request.
  init(_ request: PaymentV1.ListRecoupmentsRequest) throws(Refusal) {
    do throws(MessageError) {
      claimID = try MessageCheck.optionalIdentifier(request.claimID, "claim_id")
      size = try RunPage.size(request.pageSize)
      before = try RunPage.number(request.pageToken, first: .max)
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListRecoupmentsResponse {
    let numbers = try RecoupmentRows.numbers(
      ofClaim: claimID, before: before, count: size + 1, in: reader)
    let messages = try numbers.prefix(size).compactMap { number in
      try RecoupmentRows.find(number, in: reader).map { record in
        guard let letter = record.letter else {
          throw StorageError(.corrupt, "what happened to a letter cannot have happened")
        }
        return record.message(letter)
      }
    }
    return .with {
      $0.recoupments = messages
      $0.nextPageToken = numbers.count > size ? String(numbers[size - 1]) : ""
    }
  }
}
