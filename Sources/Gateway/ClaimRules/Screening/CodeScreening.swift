import Domain

/// The tests of a line's codes against the code sets that are loaded.
///
/// A set that is not loaded refuses nothing. The day is the line's first; the diagnoses and inpatient
/// procedures of a stay count on the last day of its statement.
struct CodeScreening {
  let claim: ScreenedClaim
  let line: SubmittedClaim.Line
  let day: Day
  let book: CodeBook

  /// Every reason to deny that the codes give, with its rule.
  var findings: [(reason: Reason, rule: RuleName)] {
    var findings: [(reason: Reason, rule: RuleName)] = []
    if !line.procedure.isEmpty,
      book.refuses(line.procedure, of: .ofProcedure(line.procedure), on: day)
    {
      findings.append((.procedureNotValid, ClaimRule.procedureCode))
    }
    if line.modifiers.contains(where: { book.refuses($0, of: .ofModifier($0), on: day) }) {
      findings.append((.modifierNotValid, ClaimRule.modifierCode))
    }
    if diagnoses.contains(where: { book.refuses($0, of: .diagnosis, on: codedDay) }) {
      findings.append((.diagnosisNotValid, ClaimRule.diagnosisCode))
    }
    return findings + (claim.submitted.kind == .institutional ? institutional : place) + pairs
  }

  /// What may not stand with the line's procedure. A professional line has no revenue code and an
  /// institution's place follows from its type of bill, so that neither is looked at.
  private var pairs: [(reason: Reason, rule: RuleName)] {
    guard !line.procedure.isEmpty else { return [] }
    var findings: [(reason: Reason, rule: RuleName)] = []
    if refuses(line.modifiers, in: .procedureModifier) {
      findings.append((.modifierDoesNotFit, ClaimRule.modifierFit))
    }
    let isInstitutional = claim.submitted.kind == .institutional
    if !isInstitutional, refuses([claim.submitted.placeOfService(of: line)], in: .procedurePlace) {
      findings.append((.placeDoesNotFit, ClaimRule.placeFit))
    }
    if isInstitutional, refuses([line.revenueCode], in: .procedureRevenue) {
      findings.append((.revenueCodeDoesNotFit, ClaimRule.revenueFit))
    }
    return findings
  }

  private func refuses(_ partners: [String], in name: CodeSetName) -> Bool {
    book.refuses(partners, with: line.procedure, in: name, on: day)
  }

  private var codedDay: Day {
    guard claim.submitted.kind == .institutional, claim.submitted.institutional.isInpatient else {
      return day
    }
    return claim.submitted.institutional.statement?.to ?? day
  }

  /// The diagnoses that the line points to; all of them on an institutional line.
  private var diagnoses: [String] { claim.submitted.diagnoses(of: line) }

  private var place: [(reason: Reason, rule: RuleName)] {
    book.refuses(claim.submitted.placeOfService(of: line), of: .placeOfService, on: day)
      ? [(.placeNotValid, ClaimRule.placeCode)] : []
  }

  private var institutional: [(reason: Reason, rule: RuleName)] {
    let detail = claim.submitted.institutional
    var findings: [(reason: Reason, rule: RuleName)] = []
    if book.refuses(line.revenueCode, of: .revenueCode, on: day) {
      findings.append((.revenueCodeNotValid, ClaimRule.revenueCode))
    }
    if book.refuses(detail.typeOfBill, of: .typeOfBill, on: day) {
      findings.append((.billTypeNotValid, ClaimRule.billTypeCode))
    }
    if detail.procedures.contains(where: {
      book.refuses($0, of: .inpatientProcedure, on: codedDay)
    }) {
      findings.append((.inpatientProcedureNotValid, ClaimRule.inpatientCode))
    }
    return findings
  }
}
