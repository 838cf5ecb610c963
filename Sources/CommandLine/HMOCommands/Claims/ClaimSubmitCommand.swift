import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Submits a file of claims.
struct ClaimSubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Submits an X12 file of claims or inquiries.",
    discussion: """
      Every claim that can be accepted is; a claim that cannot is refused with the segment, byte, \
      loop and element of each fault. The same file submitted again stores nothing new. With \
      --acknowledgements the TA1, 999, 277CA and 277 documents that answer it are written down.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The file.")
  var file: String

  @Flag(help: "Wait until each claim is decided or pended.")
  var wait = false

  @Flag(help: "Print every event as a line of JSON.")
  var json = false

  @Option(help: "The folder for the documents that answer the file; made when it is not there.")
  var acknowledgements: String?

  @Option(help: "Seconds to wait for the whole file.")
  var timeout: Int = 3_600

  func validate() throws {
    guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout is 1 to 86400") }
  }

  func run() async throws {
    try await reporting {
      let source = try FileSource(path: file)
      let outcome = try await SuiteConnection.with("gateway", suite.layout) { client in
        try await submit(source, over: client)
      }
      guard let summary = outcome else {
        throw CommandFailure("the gateway ended without a summary; submit the file again")
      }
      if !json { Terminal.print(FileSummaryText.text(summary)) }
      guard summary.isComplete else { throw ExitCode(ExitCodes.failed) }
      guard summary.refused == 0 else { throw ExitCode(ExitCodes.partlyRefused) }
    }
  }

  private func submit(
    _ source: FileSource, over client: RPCClient
  ) async throws -> ClaimV1.FileSummary? {
    let options = RPCCallOptions(timeout: .seconds(timeout))
    let waitFor: ClaimV1.WaitFor = wait ? .decided : .accepted
    return try await client.bidirectionalStreaming(
      ClaimV1.ClaimService.submitFile, options: options
    ) { requests, responses in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await source.parts { bytes in
            try await requests.write(
              .with {
                $0.waitFor = waitFor
                $0.bytes = bytes
              })
          }
          requests.finish()
        }
        let summary = try await read(responses, size: source.size)
        try await group.waitForAll()
        return summary
      }
    }
  }

  private func read(
    _ responses: RPCResponseStream<ClaimV1.SubmitFileResponse>, size: Int
  ) async throws -> ClaimV1.FileSummary? {
    var summary: ClaimV1.FileSummary?
    var folder = try acknowledgements.map(DocumentFolder.init)
    for try await response in responses {
      if json {
        Terminal.print(try response.json(isPretty: false))
      }
      switch response.event {
      case .claim(let claim): if wait, !json { ClaimSubmitCommand.show(claim) }
      case .refusal(let refusal): if !json { ClaimSubmitCommand.complain(refusal) }
      case .fault(let fault): if !json { ClaimSubmitCommand.complain(fault) }
      case .document(let part): try folder?.add(part)
      case .summary(let end): summary = end
      case nil: break
      }
    }
    return summary
  }

  private static func show(_ claim: ClaimV1.FileClaim) {
    guard let summary = claim.summary else { return }
    let paid = summary.paid.map { " paid \($0.text)" } ?? ""
    Terminal.print(
      "\(summary.claimID) \(Terminal.safe(summary.patientControlNumber)) "
        + "\(summary.state.text)\(paid)\(claim.isRepeated ? " (received before)" : "")")
  }

  private static func complain(_ refusal: ClaimV1.FileRefusal) {
    Terminal.complain(
      "claim \(refusal.ordinal) of set \(Terminal.safe(refusal.setControlNumber)) refused")
    for fault in refusal.faults { complain(fault) }
  }

  private static func complain(_ fault: ClaimV1.FileFault) {
    let element = fault.element > 0 ? String(fault.element) : ""
    let place =
      fault.segment > 0
      ? "segment \(fault.segment), byte \(fault.byteOffset), "
        + "\(fault.loop) \(Terminal.safe(fault.segmentID))\(element): " : ""
    Terminal.complain("  \(place)\(fault.rule): \(fault.message)")
  }
}
