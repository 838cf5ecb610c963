import ArgumentParser
import Messages
import RPC

/// Checks the audit trails of all services.
struct AuditVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Checks that no record of an audit trail was tampered with.",
    discussion: """
      Each service checks its own trail as part of VerifyStore. The exit code is 1 when a trail is \
      broken, and 69 when a service could not be asked and no other one's trail is broken. Compare the last position and digest of hmo audit list --json with those in the logs: a \
      trail that was written anew from its first record is whole and ends differently.
      """)

  @OptionGroup var suite: SuiteOptions

  /// The invariant that a broken trail breaks.
  private static let invariant = "AUDIT-CHAIN"

  func run() async throws {
    try await reporting {
      var table = TextTable([("SERVICE", .left), ("AUDIT TRAIL", .left), ("FINDING", .left)])
      var isWhole = true
      var failure: CommandFailure?
      for service in SuiteLayout.services {
        do throws(CommandFailure) {
          let breaks = try await breaks(of: service)
          isWhole = isWhole && breaks.isEmpty
          if breaks.isEmpty { table.add([service, "whole", ""]) }
          for found in breaks { table.add([service, found.record, found.finding]) }
        } catch {
          table.add([service, "not checked", ""])
          failure = error
        }
      }
      Terminal.print(table.text)
      guard isWhole else { throw CommandFailure("an audit trail was tampered with") }
      if let failure { throw failure }
    }
  }

  private func breaks(of service: String) async throws(CommandFailure) -> [TypeV1.Violation] {
    do {
      return try await SuiteConnection.with(service, suite.layout) { client in
        try await AuditVerifyCommand.breaks(of: service, client)
      }
    } catch {
      throw error as? CommandFailure ?? CommandFailure("the \(service) service did not answer")
    }
  }

  private static func breaks(
    of service: String, _ client: RPCClient
  ) async throws -> [TypeV1.Violation] {
    var found: [TypeV1.Violation] = []
    for try await violation in try await StoreChecks(service: service).violations(over: client)
    where violation.invariant == invariant {
      found.append(violation)
    }
    return found
  }
}
