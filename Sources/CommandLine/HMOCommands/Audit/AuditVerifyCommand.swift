import ArgumentParser
import Messages
import Protobuf
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

  /// Checking reads every record.
  private static let timeout = Duration.seconds(3_600)

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
    for try await violation in try await violations(of: service, client)
    where violation.invariant == invariant {
      found.append(violation)
    }
    return found
  }

  /// Every service answers with a message that has one field, the violation.
  private static func violations(
    of service: String, _ client: RPCClient
  ) async throws -> AsyncThrowingStream<TypeV1.Violation, any Error> {
    let call = try MethodCall(SuiteLayout.verification(of: service))
    let responses = try await client.rawServerStreaming(
      path: call.method.path, request: [], options: RPCCallOptions(timeout: timeout))
    return AsyncThrowingStream {
      var iterator = responses.makeAsyncIterator()
      guard let bytes = try await iterator.next() else { return nil }
      return try PaymentV1.VerifyStoreResponse(protobufBytes: bytes).violation ?? .init()
    }
  }
}

extension SuiteLayout {
  /// The method by which a service checks its store.
  fileprivate static func verification(of service: String) -> String {
    let (package, name) =
      switch service {
      case "gateway": ("claim", "Gateway")
      default: (service, service.prefix(1).uppercased() + service.dropFirst())
      }
    return "hmo.\(package).v1.\(name)AdministrationService/VerifyStore"
  }
}
