import Foundation
package import Messages
import Protobuf
import RPC
import TLS

extension TestSuite {
  /// Gives people these roles and no others, for ever, and returns once the gateway knows.
  ///
  /// With them goes a person of this load alone, an auditor: once the gateway answers that one, it
  /// knows the others too.
  package func loadPeople(_ people: [String: [AuthorizationV1.Role]]) async throws {
    let load = UUID().uuidString
    let everyone = people.merging([load: [.auditor]]) { first, _ in first }
    let request = AuthorizationV1.LoadPeopleRequest.with {
      $0.requestID = load
      $0.people = everyone.map(TestSuite.person)
    }
    let service = AuthorizationV1.AuthorizationAdministrationServiceClient(
      client: try client(.authorization, as: .hmo))
    _ = try await service.loadPeople(request, options: .patient)
    let auditor = ClaimV1.GatewayAdministrationServiceClient(
      client: try client(.gateway, as: .named(.person, load)))
    try await eventually("the gateway knows the people") {
      do {
        _ = try await auditor.getGatewayStatus(.init(), options: .impatient)
        return true
      } catch let error as RPCError
        where error.code == .permissionDenied || error.reason == "ROLES_UNKNOWN"
      {
        return false
      }
    }
  }

  private static func person(
    _ name: String, _ roles: [AuthorizationV1.Role]
  ) -> AuthorizationV1.Person {
    .with { person in
      person.personID = name
      person.roles = roles.map { role in
        .with {
          $0.role = role
          $0.days = .with { $0.from = .with { $0.days = 0 } }
        }
      }
    }
  }
}
