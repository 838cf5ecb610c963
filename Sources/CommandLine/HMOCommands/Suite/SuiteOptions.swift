import ArgumentParser
import Foundation

/// Which suite on this machine is meant.
struct SuiteOptions: ParsableArguments {
  @Option(help: "The folder of the suite (HMO_DIRECTORY).")
  var directory: String = ProcessInfo.processInfo.environment["HMO_DIRECTORY"] ?? "var/hmo"

  /// The suite's files.
  var layout: SuiteLayout { SuiteLayout(directory: directory) }
}
