import DomainMessages
import Messages
import Protobuf
import RPC
import Storage

/// One page of people, by their names.
struct PeoplePage: Sendable {
  /// The most people of a page.
  static let sizeMax: Int32 = 1_000
  /// The people of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  private let size: Int
  private let after: String

  /// Checks what a caller asks; a token is the name of the last person of the page before.
  init(_ request: AuthorizationV1.ListPeopleRequest) throws {
    guard (0...PeoplePage.sizeMax).contains(request.pageSize) else {
      throw RPCError(MessageError("page_size", "is not 1 to \(PeoplePage.sizeMax)"))
    }
    guard request.pageToken.utf8.count <= MessageCheck.identifierBytesMax else {
      throw RPCError(MessageError("page_token", "was not given by this method"))
    }
    size = Int(request.pageSize == 0 ? PeoplePage.sizeDefault : request.pageSize)
    after = request.pageToken
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> AuthorizationV1.ListPeopleResponse {
    let names = try PeopleRows.names(after: after, count: size + 1, in: reader)
    let people = try names.prefix(size).map { name in
      AuthorizationV1.Person(name, try PeopleRows.grants(of: name, in: reader))
    }
    return .with {
      $0.people = people
      $0.nextPageToken = names.count > size ? names[size - 1] : ""
    }
  }
}
