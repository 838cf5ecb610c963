import ArgumentParser
import Messages
import Protobuf
import RPC

/// Writes the documents that answered an interchange.
struct InterchangeDocumentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents",
    abstract: "Writes what an interchange was answered, the same bytes each time.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The interchange, as hmo interchange list shows it.")
  var interchange: String

  @Option(help: "The folder for the documents; made when it is not there.")
  var out: String

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        var folder = try DocumentFolder(path: out)
        let parts = try await ClaimV1.InterchangeServiceClient(client: client)
          .getInterchangeDocuments(
            .with { $0.interchangeID = interchange },
            options: RPCCallOptions(timeout: .seconds(600)))
        for try await part in parts {
          if let document = part.document { try folder.add(document) }
        }
        guard folder.isComplete else {
          throw CommandFailure("the gateway ended in the middle of a document; ask again")
        }
        for name in folder.written { Terminal.print("\(out)/\(name)") }
      }
    }
  }
}
