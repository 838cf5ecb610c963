import Messages
import Protobuf
import RPC

extension ScenarioPlayer {
  /// Closes a run and reads what it holds.
  func closeRun(
    _ step: ScenarioStep, _ requestID: String, _ gateway: RPCClient,
    _ observed: inout ObservedStep
  ) async throws {
    let service = ClaimV1.RemittanceServiceClient(client: gateway)
    do {
      let run = try await service.closeRun(
        .with { $0.requestID = requestID }, options: ScenarioPlayer.options
      ).run
      observed.run = ObservedRun.value(run)
      let remittances = try await service.listRemittances(
        .with {
          $0.runID = run?.runID ?? ""
          $0.pageSize = 1_000
        }, options: ScenarioPlayer.options
      ).remittances
      for remittance in remittances {
        let names = ScenarioPlayer.segmentNames(of: remittance.payee?.npi, step)
        observed.remittances.append(
          ObservedRun.value(
            remittance, segments: try await segments(names, of: remittance, service)))
      }
    } catch let error as RPCError {
      try observed.refuse("run", error)
    }
  }

  /// Settles what a contract withheld, at the business time.
  func settleWithhold(
    _ request: JSONValue, _ step: ScenarioStep, _ requestID: String,
    _ observed: inout ObservedStep
  ) async throws {
    var message = try ProtobufJSON.decode(
      PaymentV1.SettleWithholdRequest.self, json: request.compact, pool: MessagesDescriptors.pool)
    message.requestID = requestID
    message.settledAt = .with { $0.microseconds = now.microseconds }
    do {
      observed.settledWithhold = ObservedSettlement.value(
        try await administration(step).settleWithhold(message, options: ScenarioPlayer.options))
    } catch let error as RPCError {
      try observed.refuse(message.contractID, error)
    }
  }

  /// Settles the gain or loss of a payee, at the business time.
  func settleRisk(
    _ request: JSONValue, _ step: ScenarioStep, _ requestID: String,
    _ observed: inout ObservedStep
  ) async throws {
    var message = try ProtobufJSON.decode(
      PaymentV1.SettleRiskRequest.self, json: request.compact, pool: MessagesDescriptors.pool)
    message.requestID = requestID
    message.settledAt = .with { $0.microseconds = now.microseconds }
    do {
      observed.settledRisk = ObservedSettlement.value(
        try await administration(step).settleRisk(message, options: ScenarioPlayer.options))
    } catch let error as RPCError {
      try observed.refuse(message.contractID, error)
    }
  }

  /// Settles a month of members by its roster, at the business time.
  func settleCapitation(
    _ request: JSONValue, _ step: ScenarioStep, _ requestID: String,
    _ observed: inout ObservedStep
  ) async throws {
    var message = try ProtobufJSON.decode(
      PaymentV1.SettleCapitationRequest.self, json: request.compact,
      pool: MessagesDescriptors.pool)
    message.requestID = requestID
    message.settledAt = .with { $0.microseconds = now.microseconds }
    do {
      let service = PaymentV1.CapitationServiceClient(
        client: try suite.client("payment", as: step.identity))
      _ = try await service.settleCapitation(message, options: ScenarioPlayer.options)
    } catch let error as RPCError {
      try observed.refuse(message.contractID, error)
    }
  }

  private func administration(
    _ step: ScenarioStep
  ) throws -> PaymentV1.PaymentAdministrationServiceClient {
    PaymentV1.PaymentAdministrationServiceClient(
      client: try suite.client("payment", as: step.identity))
  }

  // MARK: The written 835

  /// Which segments the step expects of the remittance of a payee.
  private static func segmentNames(of payee: String?, _ step: ScenarioStep) -> [String] {
    let expected = step.expectation["remittances"]?.elements ?? []
    return expected.filter { $0["payee"]?.text == payee }
      .flatMap { $0["segments"]?.members.keys.sorted() ?? [] }
  }

  private func segments(
    _ names: [String], of remittance: PaymentV1.Remittance,
    _ service: ClaimV1.RemittanceServiceClient
  ) async throws -> JSONValue? {
    guard !names.isEmpty else { return nil }
    var documents = DocumentsInMemory()
    for try await part in try await service.exportRemittance(
      .with { $0.remittanceID = remittance.remittanceID }, options: ScenarioPlayer.options)
    {
      if let document = part.document { try documents.add(document) }
    }
    let text = SegmentText(documents.complete.first?.bytes ?? [])
    let found = names.map { name in
      (name, JSONValue.list(text.named(name).map { .text($0) }))
    }
    return .record(Dictionary(found, uniquingKeysWith: { first, _ in first }))
  }
}
