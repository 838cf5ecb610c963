import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

/// One page of people, by their names, as they are or as they were at a time.
struct PeoplePage: Sendable {
  /// The most people of a page.
  static let sizeMax: Int32 = 1_000
  /// The people of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  private let size: Int
  private let after: String
  private let at: Instant?

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
    at = request.at.map { Instant(microseconds: $0.microseconds) }
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> AuthorizationV1.ListPeopleResponse {
    let load = try PeopleHistory.lastLoad(
      by: at ?? Instant(microseconds: .max), in: reader)
    guard at == nil || load != nil else { return .init() }
    let names = try names(load, in: reader)
    let people = try names.prefix(size).map { name in
      AuthorizationV1.Person(name, try grants(of: name, load, in: reader))
    }
    return .with {
      $0.people = people
      $0.nextPageToken = names.count > size ? names[size - 1] : ""
      $0.lastLoad = load
    }
  }

  private func names(
    _ load: AuthorizationV1.PeopleLoad?, in reader: some StoreReading
  ) throws -> [String] {
    guard at != nil, let load else {
      return try PeopleRows.names(after: after, count: size + 1, in: reader)
    }
    return try PeopleHistory.names(
      after: after, at: load.revision, count: size + 1, in: reader)
  }

  private func grants(
    of name: String, _ load: AuthorizationV1.PeopleLoad?, in reader: some StoreReading
  ) throws -> [RoleGrant] {
    guard at != nil, let load else { return try PeopleRows.grants(of: name, in: reader) }
    return try PeopleHistory.grants(of: name, at: load.revision, in: reader)
  }
}
