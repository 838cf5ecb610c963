package import Domain

/// Answers a coverage question from what was read for it.
package enum CoverageEvaluation {
  /// The facts for `question`, one line for each of its lines in the same order.
  ///
  /// The lines are looked at when number and birth date name a member, also when the family name is
  /// another; otherwise they say that they were not evaluated.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - member: The member whose number the claim has, when there is one.
  ///   - namesakes: Members with this family name and birth date, when the number is unknown.
  ///   - catalog: Products and categories.
  package static func evaluate(
    _ question: CoverageQuestion, member: MemberRecord?, namesakes: [MemberIdentity],
    catalog: ProductCatalog
  ) -> CoverageFacts {
    let matching = MemberMatching.match(
      question.person, member: member?.identity, namesakes: namesakes)
    var facts = CoverageFacts(match: matching.match, trace: [matching.step])
    facts.lines.reserveCapacity(question.lines.count)
    facts.trace.reserveCapacity(1 + question.lines.count * 4)
    guard let member, matching.match == .matched || matching.match == .nameMismatch else {
      facts.lines = question.lines.map {
        CoverageFacts.Line(lineNumber: $0.lineNumber, status: .notEvaluated)
      }
      return facts
    }
    facts.memberID = member.identity.memberID
    facts.familyID = member.identity.familyID
    facts.deathDate = member.identity.deathDate
    facts.isQualifiedMedicareBeneficiary = member.identity.isQualifiedMedicareBeneficiary
    for line in question.lines {
      evaluate(line, of: member, catalog: catalog, into: &facts)
    }
    return facts
  }

  private static func evaluate(
    _ line: CoverageQuestion.Line, of member: MemberRecord, catalog: ProductCatalog,
    into facts: inout CoverageFacts
  ) {
    let finding = CoverageSearch.find(line.day, in: member.coverage, catalog: catalog)
    facts.trace.append(CoverageTrace.coverage(finding, line))
    var answer = CoverageFacts.Line(lineNumber: line.lineNumber, status: finding.status)
    if case .covered(let span) = finding {
      answer.span = span.days
      answer.spanVersion = span.version
      describe(line, coveredBy: span, of: member, catalog: catalog, in: &answer, &facts.trace)
    }
    describeGrace(line, finding, of: member, in: &answer, &facts.trace)
    facts.lines.append(answer)
  }

  /// Says what an unpaid premium means for a line (rule `ELIG-GRACE-1`).
  private static func describeGrace(
    _ line: CoverageQuestion.Line, _ coverage: CoverageSearch.Finding, of member: MemberRecord,
    in answer: inout CoverageFacts.Line, _ trace: inout [TraceStep]
  ) {
    guard !member.gracePeriods.isEmpty else { return }
    let found =
      switch coverage {
      case .covered(let span):
        GraceSearch.find(line.day, coveredBy: span.productID, among: member.gracePeriods)
      case .beforeFirstDay, .afterLastDay, .lapsed:
        GraceSearch.find(
          uncovered: line.day, beside: member.coverage, among: member.gracePeriods)
      }
    answer.gracePhase = found.phase
    answer.graceUntil = found.until
    trace += CoverageTrace.grace(found, line)
  }

  private static func describe(
    _ line: CoverageQuestion.Line, coveredBy span: CoverageSpan, of member: MemberRecord,
    catalog: ProductCatalog, in answer: inout CoverageFacts.Line, _ trace: inout [TraceStep]
  ) {
    let year = catalog.planYear(of: span.productID, on: line.day)
    answer.product = year?.terms
    answer.planYearEnd = year?.days.to
    trace.append(CoverageTrace.planYear(year, of: span.productID, line))
    answer.primaryCareNPI = member.primaryCare.first { $0.days.contains(line.day) }?.npi ?? ""
    trace.append(CoverageTrace.primaryCare(answer.primaryCareNPI, line))
    answer.otherCoverage = member.otherCoverage.filter { $0.days.contains(line.day) }
    trace += CoverageTrace.otherCoverage(answer.otherCoverage, line)
    describeHospice(line, of: member, in: &answer, &trace)
    let category = catalog.category(of: line.procedure)
    answer.benefits = category.flatMap { year?.benefits[$0] } ?? []
    trace.append(CoverageTrace.benefits(answer.benefits.count, category, line))
    recognisePrevention(in: line, catalog: catalog, &answer, &trace)
  }

  /// Says whether a line begins in a hospice election, and until when that stays so (rule
  /// `ELIG-HOSPICE-1`).
  private static func describeHospice(
    _ line: CoverageQuestion.Line, of member: MemberRecord, in answer: inout CoverageFacts.Line,
    _ trace: inout [TraceStep]
  ) {
    guard let election = member.hospice.first(where: { $0.contains(line.day) }) else {
      let next = member.hospice.map(\.from).filter { $0 > line.day }.min()
      answer.hospiceUntil = next?.adding(days: -1)
      return
    }
    answer.isInHospice = true
    var last = election.to
    while let next = member.hospice.first(where: { $0.from == last.adding(days: 1) }) {
      last = next.to
    }
    answer.hospiceUntil = last < .openEnd ? last : nil
    trace.append(CoverageTrace.hospice(election, line))
  }

  /// Makes the rows of a line preventive that is recognised as such (rule `BEN-3`): whoever chooses
  /// one of them sees the same.
  private static func recognisePrevention(
    in line: CoverageQuestion.Line, catalog: ProductCatalog, _ answer: inout CoverageFacts.Line,
    _ trace: inout [TraceStep]
  ) {
    let services = catalog.preventiveServices(of: line.procedure)
    guard !services.isEmpty, let product = answer.product else { return }
    let found = PreventiveRecognition.recognise(
      line, among: services, in: product.lineOfBusiness)
    trace.append(CoverageTrace.prevention(found, line))
    guard found != nil else { return }
    for index in answer.benefits.indices { answer.benefits[index].isPreventive = true }
  }
}

extension CoverageSearch.Finding {
  /// The status that the facts of a line carry.
  package var status: CoverageFacts.Line.Status {
    switch self {
    case .covered: .covered
    case .beforeFirstDay: .beforeFirstDay
    case .afterLastDay: .afterLastDay
    case .lapsed: .lapsed
    }
  }
}
