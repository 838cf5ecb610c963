import ArgumentParser
import Messages
import Protobuf
import RPC

/// Prints the metrics of the services.
struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Prints the metrics of the services in the text format of Prometheus.",
    discussion: """
      A service that cannot be reached is left out and named on standard error; the exit code is \
      then 69. Times are seconds.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "Only this service: \(SuiteLayout.services.joined(separator: ", ")).")
  var service: String?

  @Flag(help: "Print JSON, with times in microseconds as the services keep them.")
  var json = false

  func validate() throws {
    guard let service, !SuiteLayout.services.contains(service) else { return }
    throw ValidationError("--service is one of \(SuiteLayout.services.joined(separator: ", "))")
  }

  func run() async throws {
    try await reporting {
      let services = service.map { [$0] } ?? SuiteLayout.services
      var answers: [StatusV1.GetMetricsResponse] = []
      var failure: CommandFailure?
      for service in services {
        do throws(CommandFailure) {
          answers.append(try await metrics(of: service))
        } catch {
          Terminal.complain(error.message)
          failure = error
        }
      }
      json ? try printJSON(answers) : printText(answers)
      if let failure { throw ExitCode(failure.code) }
    }
  }

  private func metrics(
    of service: String
  ) async throws(CommandFailure) -> StatusV1.GetMetricsResponse {
    do {
      return try await SuiteConnection.with(service, suite.layout) { client in
        try await StatusV1.StatusServiceClient(client: client).getMetrics(
          StatusV1.GetMetricsRequest(), options: RPCCallOptions(timeout: .seconds(5)))
      }
    } catch {
      throw error as? CommandFailure ?? CommandFailure("the \(service) service did not answer")
    }
  }

  private func printText(_ answers: [StatusV1.GetMetricsResponse]) {
    var exposition = PrometheusText()
    for answer in answers { exposition.add(answer) }
    Terminal.print(exposition.text)
  }

  private func printJSON(_ answers: [StatusV1.GetMetricsResponse]) throws {
    let services = try answers.map { try $0.json() }
    Terminal.print("[\n\(services.joined(separator: ",\n"))\n]")
  }
}
