package import Domain
package import Messages

extension CoverageFacts {
  /// Reads what eligibility answered for a claim; its trace stays in the message.
  package init(_ message: borrowing EligibilityV1.CoverageAnswer) throws(MessageError) {
    self.init(
      match: try Match(message.match, "match"),
      memberID: try MessageCheck.optionalIdentifier(message.memberID, "member_id"),
      familyID: try MessageCheck.optionalIdentifier(message.familyID, "family_id"),
      lines: try MessageCheck.list(
        message.lines, "lines", countMax: MessageCheck.linesMax, Line.init),
      feedPosition: message.feedPosition,
      deathDate: message.deathDate == nil ? nil : try Day(message.deathDate, "death_date"))
    isQualifiedMedicareBeneficiary = message.isQualifiedMedicareBeneficiary
  }

  /// The facts as a message.
  package var message: EligibilityV1.CoverageAnswer {
    var message = EligibilityV1.CoverageAnswer()
    message.match = match.message
    message.memberID = memberID
    message.familyID = familyID
    message.lines = lines.map(\.message)
    message.trace = trace.map(\.encoded)
    message.feedPosition = feedPosition
    message.deathDate = deathDate.exposed?.message
    message.isQualifiedMedicareBeneficiary = isQualifiedMedicareBeneficiary
    return message
  }
}

extension CoverageFacts.Line {
  /// Reads what eligibility answered for a line.
  package init(_ message: borrowing EligibilityV1.CoverageAnswerLine) throws(MessageError) {
    var product: ProductTerms?
    if let terms = message.product {
      do throws(MessageError) {
        product = try ProductTerms(terms)
      } catch {
        throw error.within("product")
      }
    }
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      status: try Status(message.status, "status"), product: product,
      primaryCareNPI: try MessageCheck.optionalNPI(message.primaryCareNPI, "primary_care_npi"),
      benefits: try MessageCheck.list(message.benefits, "benefits", BenefitRow.init),
      span: message.span == nil ? nil : try DaySpan(message.span, "span"),
      spanVersion: message.spanVersion,
      planYearEnd: message.planYearEnd == nil ? nil : try Day(message.planYearEnd, "plan_year_end"))
    otherCoverage = try MessageCheck.list(
      message.otherCoverage, "other_coverage", OtherCoverage.init)
    isInHospice = message.isInHospice
    hospiceUntil =
      message.hospiceUntil == nil ? nil : try Day(message.hospiceUntil, "hospice_until")
    gracePhase = try GracePhase.reading(message.gracePhase, "grace_phase")
    graceUntil = message.graceUntil == nil ? nil : try Day(message.graceUntil, "grace_until")
  }

  /// The line as a message.
  package var message: EligibilityV1.CoverageAnswerLine {
    var message = EligibilityV1.CoverageAnswerLine()
    message.lineNumber = Int32(clamping: lineNumber)
    message.status = status.message
    message.product = product?.message
    message.primaryCareNPI = primaryCareNPI
    message.benefits = benefits.map(\.message)
    message.span = span?.message
    message.spanVersion = spanVersion
    message.planYearEnd = planYearEnd?.message
    message.otherCoverage = otherCoverage.map(\.message)
    message.isInHospice = isInHospice
    message.hospiceUntil = hospiceUntil?.message
    message.gracePhase = gracePhase?.message ?? .unspecified
    message.graceUntil = graceUntil?.message
    return message
  }
}
