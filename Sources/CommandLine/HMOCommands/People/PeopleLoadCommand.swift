import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Gives people their roles.
struct PeopleLoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Gives the people of a file their roles, and no others.",
    discussion: """
      The file is JSON: {"people": [{"person_id": "kim", "roles": [{"role": "ROLE_EXAMINER", "days": \
      {"from": "2026-01-01", "to": "2026-12-31"}}]}]}. The name is the last part of the person's \
      certificate; without "to" a role has no end; a person without roles loses all. People who are \
      not in the file keep what they have. Roles: SUBMITTER, EXAMINER, NURSE, PHYSICIAN, AUDITOR, \
      OPERATOR. A file may hold "request_id": the same file under the same name is loaded once.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The file.")
  var file: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let request = try PeopleFile(path: file).request
      try await SuiteConnection.with("authorization", suite.layout) { client in
        let answer = try await AuthorizationV1.AuthorizationAdministrationServiceClient(
          client: client
        ).loadPeople(request, options: RPCCallOptions(timeout: .seconds(30)))
        try json ? Terminal.print(answer.json()) : Terminal.print("\(answer.people) people")
      }
    }
  }
}
