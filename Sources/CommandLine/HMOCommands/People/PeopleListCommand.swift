import ArgumentParser
import Domain
import Messages
import Protobuf
import RPC

/// Lists people with their roles.
struct PeopleListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists people with their roles and the days of each.",
    discussion: """
      Roles that were held before are kept with who loaded them, since this is kept at all: --at tells \
      what the roles were then.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(
    help: "When, such as 2026-03-10T09:00:00Z, or a day, whose noon is meant; now when not given.")
  var at: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard let at, Moment(at) == nil else { return }
    throw ValidationError(
      "--at is a day such as 2026-03-10 or a moment such as 2026-03-10T09:00:00Z")
  }

  func run() async throws {
    try await reporting {
      let answer = try await SuiteConnection.with("authorization", suite.layout) { client in
        try await read(AuthorizationV1.AuthorizationAdministrationServiceClient(client: client))
      }
      guard !json else { return Terminal.print(try answer.json()) }
      printTable(answer.people)
      guard let load = answer.lastLoad else { return }
      let who = load.loadedBy.isEmpty ? "somebody" : Terminal.safe(load.loadedBy)
      Terminal.print("loaded by \(who) at \(load.at?.text ?? "an unknown time")")
    }
  }

  private func read(
    _ service: AuthorizationV1.AuthorizationAdministrationServiceClient
  ) async throws -> AuthorizationV1.ListPeopleResponse {
    var answer = AuthorizationV1.ListPeopleResponse()
    let moment = at.flatMap(Moment.init).map { moment in
      TypeV1.Instant.with { $0.microseconds = moment.microseconds }
    }
    answer.people = try await Pages.all { token in
      let page = try await service.listPeople(
        .with {
          $0.pageSize = Pages.size
          $0.pageToken = token
          $0.at = moment
        }, options: RPCCallOptions(timeout: .seconds(30)))
      answer.lastLoad = page.lastLoad
      return (page.people, page.nextPageToken)
    }
    return answer
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
