import DomainMessages
package import Messages
import Protobuf
package import RPC
package import ServiceProcess
import Storage

/// Answers `hmo.authorization.v1.AuthorizationService`.
package struct AuthorizationHandler: AuthorizationV1.AuthorizationServiceHandler {
  private let store: AuthorizationStore
  let drain: DrainSignal
  let people: PeopleRoster

  /// Makes a handler over `store`.
  ///
  /// - Parameters:
  ///   - drain: Ends the streams of changes when the process is about to end.
  ///   - people: Whose changes `WatchPeople` tells.
  package init(store: AuthorizationStore, drain: DrainSignal, people: PeopleRoster) {
    self.store = store
    self.drain = drain
    self.people = people
  }

  package func holdUnits(
    _ request: AuthorizationV1.HoldUnitsRequest, context: RPCContext
  ) async throws -> AuthorizationV1.HoldUnitsResponse {
    let outcomes = try await StepBatch<HoldUnits>(request.holds).perform(in: store)
    return .with { $0.results = outcomes.map(AuthorizationV1.HoldResult.init) }
  }

  package func evaluateHold(
    _ request: AuthorizationV1.EvaluateHoldRequest, context: RPCContext
  ) async throws -> AuthorizationV1.EvaluateHoldResponse {
    let hold: HoldUnits
    do throws(MessageError) {
      hold = try HoldUnits(request.hold ?? .init())
    } catch {
      throw RPCError(error.within("hold"))
    }
    return try await RPCError.mapping {
      do {
        let answer = try await store.store.read { reader in try hold.evaluate(in: reader) }
        return .with { $0.answer = answer }
      } catch let refusal as Refusal {
        throw RPCError(refusal.code, refusal.message, reason: refusal.reason)
      }
    }
  }

  package func settleHold(
    _ request: AuthorizationV1.SettleHoldRequest, context: RPCContext
  ) async throws -> AuthorizationV1.SettleHoldResponse {
    let outcomes = try await StepBatch<SettleHold>(request.settlements).perform(in: store)
    return .with { $0.results = outcomes.map(AuthorizationV1.SettlementResult.init) }
  }

  package func releaseHold(
    _ request: AuthorizationV1.ReleaseHoldRequest, context: RPCContext
  ) async throws -> AuthorizationV1.ReleaseHoldResponse {
    let outcomes = try await StepBatch<ReleaseHold>(request.releases).perform(in: store)
    return .with { $0.results = outcomes.map(AuthorizationV1.ReleaseResult.init) }
  }

  package func returnUnits(
    _ request: AuthorizationV1.ReturnUnitsRequest, context: RPCContext
  ) async throws -> AuthorizationV1.ReturnUnitsResponse {
    let outcomes = try await StepBatch<ReturnUnits>(request.returns).perform(in: store)
    return .with { $0.results = outcomes.map(AuthorizationV1.UnitReturnResult.init) }
  }

  package func watchChanges(
    _ request: AuthorizationV1.WatchChangesRequest,
    responses: RPCResponseWriter<AuthorizationV1.WatchChangesResponse>, context: RPCContext
  ) async throws {
    let feed = ChangeFeed(log: store.changes)
    try await drain.whileServing {
      try await feed.stream(after: request.afterPosition) { change in
        try await responses.write(.with { $0.change = change })
      }
    }
  }
}

extension AuthorizationV1.HoldResult {
  fileprivate init(_ outcome: Swift.Result<AuthorizationV1.HoldAnswer, Refusal>) {
    self.init()
    switch outcome {
    case .success(let answer): result = .answer(answer)
    case .failure(let refusal): result = .refusal(refusal.item)
    }
  }
}

extension AuthorizationV1.SettlementResult {
  fileprivate init(_ outcome: Swift.Result<AuthorizationV1.SettlementAnswer, Refusal>) {
    self.init()
    switch outcome {
    case .success(let answer): result = .answer(answer)
    case .failure(let refusal): result = .refusal(refusal.item)
    }
  }
}

extension AuthorizationV1.ReleaseResult {
  fileprivate init(_ outcome: Swift.Result<AuthorizationV1.ReleaseAnswer, Refusal>) {
    self.init()
    switch outcome {
    case .success(let answer): result = .answer(answer)
    case .failure(let refusal): result = .refusal(refusal.item)
    }
  }
}

extension AuthorizationV1.UnitReturnResult {
  fileprivate init(_ outcome: Swift.Result<AuthorizationV1.UnitReturnAnswer, Refusal>) {
    self.init()
    switch outcome {
    case .success(let answer): result = .answer(answer)
    case .failure(let refusal): result = .refusal(refusal.item)
    }
  }
}
