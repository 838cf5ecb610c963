package import Domain

/// Answers a contract question from what the network knows.
package enum ContractEvaluation {
  /// The facts for `question`, one line for each of its lines in the same order.
  ///
  /// A contract's terms are given with every finding that names one in force, also when the
  /// provider is excluded or not on its roster, because a later step may set such a finding aside.
  package static func evaluate(
    _ question: ContractQuestion, in directory: NetworkDirectory
  ) -> ContractFacts {
    var facts = ContractFacts()
    facts.lines.reserveCapacity(question.lines.count)
    facts.trace.reserveCapacity(question.lines.count * 6)
    for line in question.lines {
      let answer = evaluate(line, of: question, in: directory, trace: &facts.trace)
      facts.lines.append(answer)
    }
    return facts
  }

  private static func evaluate(
    _ line: ContractQuestion.Line, of question: ContractQuestion, in directory: NetworkDirectory,
    trace: inout [TraceStep]
  ) -> ContractFacts.Line {
    let exclusion = exclusion(of: line, billedBy: question.billingNPI, in: directory)
    trace.append(NetworkTrace.exclusion(exclusion, line))
    let finding = ContractSearch.find(line, billedUnder: question.billingTIN, in: directory)
    trace.append(NetworkTrace.contract(finding, line))
    var answer = ContractFacts.Line(lineNumber: line.lineNumber, status: .outOfNetwork)
    describeProvider(of: line, in: directory, &answer)
    switch finding {
    case .inForce(let contract, let path):
      apply(contract, to: line, &answer)
      answer.status = participation(path, line, directory, &trace)
      price(line, under: contract, directory.fees, &answer, &trace)
      answer.isSameGroupAsPrimaryCare = isSameGroup(contract, path, line, directory)
    case .ended(let contract):
      apply(contract, to: line, &answer)
      answer.status = .ended
    case .none:
      break
    }
    answer.status = exclusion ?? answer.status
    return answer
  }

  private static func exclusion(
    of line: ContractQuestion.Line, billedBy billingNPI: String, in directory: NetworkDirectory
  ) -> ContractFacts.Line.Status? {
    if directory.provider(billingNPI)?.excluded?.contains(line.day) == true {
      return .billingExcluded
    }
    let rendering = directory.provider(line.renderingNPI)
    return rendering?.excluded?.contains(line.day) == true ? .renderingExcluded : nil
  }

  private static func describeProvider(
    of line: ContractQuestion.Line, in directory: NetworkDirectory,
    _ answer: inout ContractFacts.Line
  ) {
    let rendering = directory.provider(line.renderingNPI)
    answer.providerRole = rendering?.role ?? .unspecified
    answer.specialty = rendering?.specialty ?? ""
    answer.isPrimaryCareOfRecord =
      !line.primaryCareNPI.isEmpty && line.renderingNPI == line.primaryCareNPI
  }

  private static func apply(
    _ contract: ContractTerms, to line: ContractQuestion.Line, _ answer: inout ContractFacts.Line
  ) {
    answer.contractID = contract.contractID
    answer.contractVersion = contract.version
    answer.model = contract.model
    answer.feeMethod = ContractPricing.method(of: contract, for: line.procedure)
    answer.isLesserOf = contract.isLesserOf
    answer.sequestrationClause = contract.sequestrationClause
    answer.withhold = contract.withhold
    answer.timelyFilingDays = contract.timelyFilingDays
  }

  private static func participation(
    _ path: ContractSearch.Path, _ line: ContractQuestion.Line, _ directory: NetworkDirectory,
    _ trace: inout [TraceStep]
  ) -> ContractFacts.Line.Status {
    trace.append(NetworkTrace.roster(isOnRoster: path != .taxNumber, line))
    guard path != .taxNumber else { return .notOnRoster }
    let credentialed = directory.provider(line.renderingNPI)?.credentialed
    trace.append(NetworkTrace.credentials(credentialed, line))
    return credentialed?.contains(line.day) == true ? .inNetwork : .notCredentialed
  }

  private static func price(
    _ line: ContractQuestion.Line, under contract: ContractTerms, _ fees: FeeTable,
    _ answer: inout ContractFacts.Line, _ trace: inout [TraceStep]
  ) {
    trace.append(NetworkTrace.model(answer, line))
    let fee = ContractPricing.unitFee(
      of: contract, method: answer.feeMethod, for: line, in: fees)
    answer.unitFee = fee?.amount
    trace.append(NetworkTrace.fee(fee, of: contract, line))
  }

  private static func isSameGroup(
    _ contract: ContractTerms, _ path: ContractSearch.Path, _ line: ContractQuestion.Line,
    _ directory: NetworkDirectory
  ) -> Bool {
    guard path != .taxNumber, !line.primaryCareNPI.isEmpty,
      ModelRow.row(of: contract.model).isOneGroup
    else { return false }
    return directory.isOnRoster(line.primaryCareNPI, of: contract.contractID, on: line.day)
  }
}
