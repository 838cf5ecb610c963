import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess
import TLS

/// Answers `hmo.claim.v1.InterchangeService`.
struct InterchangeHandler: ClaimV1.InterchangeServiceHandler {
  let store: ClaimStore
  let people: PeopleRoster

  func listInterchanges(
    _ request: ClaimV1.ListInterchangesRequest, context: RPCContext
  ) async throws -> ClaimV1.ListInterchangesResponse {
    let size = try PageToken.size(request.pageSize)
    let after = try InterchangeHandler.position(request.pageToken)
    return try await RPCError.mapping {
      let reader = try ClaimReader(
        context, people, for: ClaimV1.InterchangeService.listInterchanges)
      let page = try await store.interchanges(
        after: after, limit: size, submitter: reader.submitter)
      return .with {
        $0.interchanges = page.map(ClaimV1.Interchange.init)
        $0.nextPageToken = page.count == size ? page.last?.number.text ?? "" : ""
      }
    }
  }

  func getInterchangeDocuments(
    _ request: ClaimV1.GetInterchangeDocumentsRequest,
    responses: RPCResponseWriter<ClaimV1.GetInterchangeDocumentsResponse>, context: RPCContext
  ) async throws {
    guard let number = InterchangeNumber(request.interchangeID) else {
      throw InterchangeHandler.noSuchInterchange
    }
    try await RPCError.mapping {
      let submitter = try ClaimReader(
        context, people, for: ClaimV1.InterchangeService.getInterchangeDocuments
      ).submitter
      guard let found = try await store.interchange(number),
        submitter == nil || submitter == found.submitter
      else { throw InterchangeHandler.noSuchInterchange }
      for name in try await store.documentNames(of: number) {
        guard let document = try await store.document(name, of: number) else { continue }
        for part in DocumentStream.parts(
          of: document.bytes, name: document.name, type: document.type)
        {
          try await responses.write(.with { $0.document = part })
        }
      }
    }
  }

  private static func position(_ token: String) throws(RPCError) -> Int64 {
    guard !token.isEmpty else { return 0 }
    guard let number = InterchangeNumber(token) else {
      throw GatewayErrors.invalid(
        "page_token", "Send the next_page_token of the last answer, or nothing.")
    }
    return number.value
  }

  private static let noSuchInterchange = RPCError(
    .notFound, "There is no interchange with that number.", reason: "INTERCHANGE_UNKNOWN")
}

extension ClaimV1.Interchange {
  fileprivate init(_ received: ClaimStore.ReceivedInterchange) {
    self.init()
    interchangeID = received.number.text
    sender = received.sender.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
    controlNumber = received.controlNumber
    receivedAt = .with { $0.microseconds = received.receivedAt.microseconds }
    accepted = Int32(clamping: received.accepted ?? 0)
    refused = Int32(clamping: received.refused ?? 0)
  }
}
