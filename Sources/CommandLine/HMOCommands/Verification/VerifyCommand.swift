import ArgumentParser
import Messages
import RPC

/// Checks the stores of all services, and what two services say of the same claim.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Checks that everything that is stored still adds up.",
    discussion: """
      Each service checks its own store; then what payment's remittances say of each claim is \
      compared with what the gateway says of it, and claims behind other payers are decided again \
      from their stored facts. The exit code is 0 only when every check was made \
      and found nothing, 1 when something is wrong, and 69 when a service could not be asked.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "Only this service: \(SuiteLayout.services.joined(separator: ", ")).")
  var service: String?

  @Flag(help: "Print JSON, at the end.")
  var json = false

  func validate() throws {
    guard service.map(SuiteLayout.services.contains) ?? true else {
      throw ValidationError("--service is one of " + SuiteLayout.services.joined(separator: ", "))
    }
  }

  func run() async throws {
    try await reporting {
      var report = VerificationReport()
      for service in service.map({ [$0] }) ?? SuiteLayout.services {
        await check(service, &report)
      }
      if service == nil { await compare(&report) }
      Terminal.print(json ? try report.json() : report.table)
      if let failure = report.failure { throw failure }
    }
  }

  /// Has a service check its store, and prints what it finds as it is found.
  private func check(_ service: String, _ report: inout VerificationReport) async {
    var check = VerificationReport.Check(service: service, checked: Self.looked[service] ?? "store")
    do {
      let client = try SuiteConnection(suite.layout).client(service)
      let result = await violations(of: service, client)
      await client.close()
      check.violations = result.found
      if let error = result.error { throw error }
      report.add(check)
    } catch {
      report.add(check, failedBy: Self.failure(error, service))
    }
  }

  private func violations(
    of service: String, _ client: RPCClient
  ) async -> (found: [VerificationReport.Violation], error: (any Error)?) {
    var found: [VerificationReport.Violation] = []
    do {
      for try await violation in try await StoreChecks(service: service).violations(over: client) {
        found.append(
          VerificationReport.Violation(
            invariant: violation.invariant, record: violation.record, finding: violation.finding))
        found.last.map { show($0, of: service) }
      }
      return (found, nil)
    } catch {
      return (found, error)
    }
  }

  private func compare(_ report: inout VerificationReport) async {
    let services = "gateway and payment"
    var check = VerificationReport.Check(service: services, checked: "")
    do {
      let comparison = RemittedComparison()
      let read = try await SuiteConnection.with("payment", suite.layout) { client in
        var comparison = comparison
        try await comparison.read(payment: client)
        return comparison
      }
      let (compared, replayed, found) = try await SuiteConnection.with("gateway", suite.layout) {
        client in
        var comparison = read
        var replay = CoordinationReplay()
        let differences = try await comparison.differences(gateway: client)
        let violations = try await replay.violations(comparison.coordinated, gateway: client)
        return (comparison.compared, replay.replayed, differences + violations)
      }
      check.checked =
        "\(compared) claims of which every version is in a remittance, "
        + "\(replayed) behind other payers decided again"
      check.violations = found
      for violation in found { show(violation, of: services) }
      report.add(check)
    } catch {
      report.add(check, failedBy: Self.failure(error, services))
    }
  }

  private func show(_ violation: VerificationReport.Violation, of service: String) {
    guard !json else { return }
    Terminal.print(
      [service, violation.invariant, violation.record, violation.finding].map(Terminal.safe)
        .joined(separator: ": "))
  }

  private static func failure(_ error: any Error, _ service: String) -> CommandFailure {
    if let failure = error as? CommandFailure { return failure }
    guard let error = error as? RPCError else {
      return CommandFailure("the \(service) service gave no answer that can be read; update hmo")
    }
    return CommandFailure(error, calling: "the \(service) service")
  }

  /// What each service looks at.
  private static let looked = [
    "eligibility": "members, coverage and change feed, audit trail",
    "network": "contracts, fees and change feed, audit trail",
    "authorization": "authorizations, holds and people, audit trail",
    "payment": "decisions, running amounts, ledger and runs, audit trail",
    "gateway": "claims, facts and decisions, audit trail",
  ]
}
