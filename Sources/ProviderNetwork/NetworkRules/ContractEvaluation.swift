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
    let isTINUnknown = isTINUnknown(question, directory)
    var last: (line: ContractQuestion.Line, finding: ContractSearch.Finding)?
    for line in question.lines {
      let finding: ContractSearch.Finding
      if let last, last.line.hasSameParties(as: line) {
        finding = last.finding
      } else {
        finding = ContractSearch.find(line, billedUnder: question.billingTIN, in: directory)
        last = (line, finding)
      }
      var answer = evaluate(
        line, finding, billedBy: question.billingNPI, in: directory, trace: &facts.trace)
      answer.isBillingTINUnknown = isTINUnknown
      if isTINUnknown { facts.trace.append(NetworkTrace.taxNumberUnknown(line)) }
      facts.lines.append(answer)
    }
    return facts
  }

  /// Whether the billing provider is known, lists tax numbers, and not that of the claim (rule
  /// `NET-TIN-1`).
  private static func isTINUnknown(
    _ question: ContractQuestion, _ directory: NetworkDirectory
  ) -> Bool {
    guard let known = directory.provider(question.billingNPI)?.taxNumbers, !known.isEmpty else {
      return false
    }
    return !known.contains(question.billingTIN)
  }

  private static func evaluate(
    _ line: ContractQuestion.Line, _ finding: ContractSearch.Finding, billedBy billingNPI: String,
    in directory: NetworkDirectory, trace: inout [TraceStep]
  ) -> ContractFacts.Line {
    let rendering = directory.provider(line.renderingNPI)
    let exclusion = exclusion(
      billing: directory.provider(billingNPI), rendering: rendering, on: line.day)
    trace.append(NetworkTrace.exclusion(exclusion, line))
    trace.append(NetworkTrace.contract(finding, line))
    var answer = ContractFacts.Line(lineNumber: line.lineNumber, status: .outOfNetwork)
    describe(rendering, of: line, &answer)
    switch finding {
    case .inForce(let governing):
      apply(governing.contract, to: line, &answer)
      answer.status = participation(governing.path, rendering, line, &trace)
      price(line, under: governing.contract, directory.fees, &answer, &trace)
      answer.isSameGroupAsPrimaryCare = isSameGroup(governing)
    case .ended(let contract):
      apply(contract, to: line, &answer)
      answer.status = .ended
    case .none:
      break
    }
    answer.status = exclusion ?? answer.status
    ExceptionPricing.apply(to: line, in: directory, &answer, &trace)
    return answer
  }

  private static func exclusion(
    billing: ProviderRecord?, rendering: ProviderRecord?, on day: Day
  ) -> ContractFacts.Line.Status? {
    if billing?.excluded?.contains(day) == true { return .billingExcluded }
    return rendering?.excluded?.contains(day) == true ? .renderingExcluded : nil
  }

  private static func describe(
    _ rendering: ProviderRecord?, of line: ContractQuestion.Line,
    _ answer: inout ContractFacts.Line
  ) {
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
    answer.feeMethod = ContractPricing.method(of: contract, for: line)
    answer.outlierCharge = line.stay == nil ? nil : contract.outlierCharge
    answer.isLesserOf = contract.isLesserOf
    answer.sequestrationClause = contract.sequestrationClause
    answer.withhold = contract.withhold
    answer.withholdBasis = contract.withholdBasis
    answer.timelyFilingDays = contract.timelyFilingDays
    answer.attachmentDays = contract.attachmentDays
  }

  private static func participation(
    _ path: ContractSearch.Path, _ rendering: ProviderRecord?, _ line: ContractQuestion.Line,
    _ trace: inout [TraceStep]
  ) -> ContractFacts.Line.Status {
    trace.append(NetworkTrace.roster(isOnRoster: path != .taxNumber, line))
    guard path != .taxNumber else { return .notOnRoster }
    let credentialed = rendering?.credentialed
    trace.append(NetworkTrace.credentials(credentialed, line))
    return credentialed?.contains(line.day) == true ? .inNetwork : .notCredentialed
  }

  private static func price(
    _ line: ContractQuestion.Line, under contract: ContractTerms, _ fees: FeeTable,
    _ answer: inout ContractFacts.Line, _ trace: inout [TraceStep]
  ) {
    trace.append(NetworkTrace.model(answer, line))
    if let stay = line.stay, answer.feeMethod.isOfStay {
      let price = StayPricing(stay, under: contract, method: answer.feeMethod, on: line.day, fees)
      (answer.unitFee, answer.stayRates) = (price.caseRate, price.dayRates)
      trace.append(price.step(line))
      return
    }
    let fee = ContractPricing.unitFee(
      of: contract, method: answer.feeMethod, for: line, in: fees)
    trace += NetworkTrace.physicianFee(
      fees.physicianFee(in: contract.feeScheduleID, for: line), line)
    trace.append(NetworkTrace.fee(fee, by: answer.feeMethod, of: contract, line))
    describe(fee, by: answer.feeMethod, of: contract, &answer)
  }

  /// Says what payment needs to know of the fee (rule `NET-FEE-3`).
  private static func describe(
    _ fee: UnitFee?, by method: ContractFacts.FeeMethod, of contract: ContractTerms,
    _ answer: inout ContractFacts.Line
  ) {
    if method == .percentOfCharges { answer.percent = contract.percent }
    guard let fee else { return }
    answer.unitFee = fee.amount
    answer.feeModifier = fee.row.modifier
    answer.isMultipleProcedure = fee.row.isMultipleProcedure
    answer.reductionKind = fee.row.reductionKind
    if fee.percent != .whole {
      answer.baseFee = fee.base
      answer.percent = fee.percent
    }
  }

  private static func isSameGroup(_ governing: ContractSearch.Governing) -> Bool {
    governing.path != .taxNumber && governing.isPrimaryCareOnRoster
      && ModelRow.row(of: governing.contract.model).isOneGroup
  }
}

extension ContractQuestion.Line {
  /// Whether both lines lead to the same contract: whoever rendered, on which day, for which member.
  fileprivate func hasSameParties(as other: ContractQuestion.Line) -> Bool {
    day == other.day && renderingNPI == other.renderingNPI && productID == other.productID
      && primaryCareNPI == other.primaryCareNPI
  }
}
