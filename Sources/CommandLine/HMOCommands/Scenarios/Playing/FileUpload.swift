import Messages
import Protobuf
import RPC

/// Submits the bytes of an X12 file and gathers everything that the gateway says about it.
struct FileUpload {
  let bytes: [UInt8]

  private static let partBytes = 256 * 1024
  /// How many events one file of a scenario may have.
  private static let eventsMax = 1_000_000

  /// Sends the file and waits until each claim of it is decided or pended.
  func send(
    over client: RPCClient, options: RPCCallOptions
  ) async throws -> [ClaimV1.SubmitFileResponse.Event] {
    try await client.bidirectionalStreaming(
      ClaimV1.ClaimService.submitFile, options: options
    ) { requests, responses in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await write(to: requests) }
        var events: [ClaimV1.SubmitFileResponse.Event] = []
        for try await response in responses {
          guard events.count < FileUpload.eventsMax else {
            throw CommandFailure("the file has more events than a scenario may have")
          }
          if let event = response.event { events.append(event) }
        }
        try await group.waitForAll()
        return events
      }
    }
  }

  private func write(to requests: RPCRequestWriter<ClaimV1.SubmitFileRequest>) async throws {
    var rest = bytes[...]
    repeat {
      let part = Array(rest.prefix(FileUpload.partBytes))
      rest = rest.dropFirst(FileUpload.partBytes)
      try await requests.write(
        .with {
          $0.waitFor = .decided
          $0.bytes = part
        })
    } while !rest.isEmpty
    requests.finish()
  }
}
