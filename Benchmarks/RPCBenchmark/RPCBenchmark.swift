import ArgumentParser

/// Measures the RPC runtime against gRPC C++ and its codec against Google's, in one run.
@main
struct RPCBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rpc-benchmark",
    abstract: "Requests a second and CPU a request, ours and gRPC C++ by turns.",
    subcommands: [CompareCommand.self, MemoryCommand.self, InstructionsCommand.self],
    defaultSubcommand: CompareCommand.self)
}

/// What ends a measurement early.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
