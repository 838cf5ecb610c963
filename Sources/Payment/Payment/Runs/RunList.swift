import DomainMessages
import Messages
import Protobuf
import Storage

/// One page of the runs, the latest first.
struct RunList: Sendable {
  private let size: Int
  private let before: Int64

  /// Reads and checks a request.
  init(_ request: PaymentV1.ListRunsRequest) throws(Refusal) {
    do throws(MessageError) {
      size = try RunPage.size(request.pageSize)
      before = try RunPage.number(request.pageToken, first: .max)
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListRunsResponse {
    let found = try RunRows.page(before: before, count: size + 1, in: reader)
    return .with {
      $0.runs = found.prefix(size).map(\.message)
      $0.nextPageToken = found.count > size ? String(found[size - 1].number) : ""
    }
  }
}
