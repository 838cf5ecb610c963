import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Records a paper that has arrived.
struct ClaimAttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Records that a paper which a claim promised has arrived.",
    discussion: """
      The file stays where it is: its digest, size and media type are kept with the claim.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The number that the claim gave for it; not needed when it promised only one.")
  var controlNumber: String = ""

  @Option(help: "The file's media type.")
  var mediaType: String = "application/pdf"

  @Option(help: "Names this record; sent again it changes nothing.")
  var requestID: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...100).contains(requestID?.utf8.count ?? 1) else {
      throw ValidationError("--request-id has 1 to 100 characters")
    }
  }

  func run() async throws {
    try await reporting {
      let source = try FileSource(path: file)
      var hash = SHA256()
      try await source.parts { hash.update($0) }
      let digest = hash.finish()
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.ClaimServiceClient(client: client).recordAttachment(
          .with {
            $0.requestID = requestID ?? UUID().uuidString
            $0.claimID = claim
            $0.controlNumber = controlNumber
            $0.digest = digest
            $0.mediaType = mediaType
            $0.size = Int64(source.size)
          }, options: RPCCallOptions(timeout: .seconds(30)))
        try json
          ? Terminal.print(answer.json())
          : Terminal.print(
            "\(Terminal.safe(claim)): recorded, now \(answer.summary?.state.text ?? "unknown")")
      }
    }
  }
}
