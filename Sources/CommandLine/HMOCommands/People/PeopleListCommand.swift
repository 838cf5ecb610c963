import ArgumentParser
import Domain
import Messages
import Protobuf
import RPC

/// Lists people with their roles.
struct PeopleListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists people with their roles and the days of each.")

  @OptionGroup var suite: SuiteOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let people = try await SuiteConnection.with("authorization", suite.layout) { client in
        let service = AuthorizationV1.AuthorizationAdministrationServiceClient(client: client)
        return try await Pages.all { token in
          let page = try await service.listPeople(
            .with {
              $0.pageSize = Pages.size
              $0.pageToken = token
            }, options: RPCCallOptions(timeout: .seconds(30)))
          return (page.people, page.nextPageToken)
        }
      }
      try json ? printJSON(people) : printTable(people)
    }
  }

  private func printJSON(_ people: [AuthorizationV1.Person]) throws {
    Terminal.print(
      try AuthorizationV1.ListPeopleResponse.with { $0.people = people }.json())
  }

  private func printTable(_ people: [AuthorizationV1.Person]) {
    var table = TextTable([
      ("PERSON", .left), ("ROLE", .left), ("FIRST DAY", .left), ("LAST DAY", .left),
    ])
    for person in people {
      for grant in person.roles {
        table.add([
          person.personID, grant.role.text, PeopleListCommand.text(grant.days?.from),
          PeopleListCommand.text(grant.days?.to),
        ])
      }
    }
    Terminal.print(table.text)
  }

  private static func text(_ day: TypeV1.Day?) -> String {
    guard let day = day.flatMap({ Day(checkedNumber: $0.days) }), day != .openEnd else {
      return "-"
    }
    return day.description
  }
}

extension AuthorizationV1.Role {
  /// The role as people say it.
  fileprivate var text: String {
    switch self {
    case .submitter: "submitter"
    case .examiner: "examiner"
    case .nurse: "nurse"
    case .physician: "physician"
    case .auditor: "auditor"
    case .operator: "operator"
    default: "role \(rawValue)"
    }
  }
}
