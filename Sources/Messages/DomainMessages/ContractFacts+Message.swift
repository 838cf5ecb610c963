package import Domain
package import Messages

extension ContractFacts {
  /// Reads what the network answered for a claim; its trace stays in the message.
  package init(_ message: borrowing NetworkV1.ContractAnswer) throws(MessageError) {
    self.init(
      lines: try MessageCheck.list(
        message.lines, "lines", countMax: MessageCheck.linesMax, Line.init))
  }

  /// The facts as a message.
  package var message: NetworkV1.ContractAnswer {
    var message = NetworkV1.ContractAnswer()
    message.lines = lines.map(\.message)
    message.trace = trace.map(\.encoded)
    return message
  }
}

extension ContractFacts.Line {
  /// The largest number of days within which claims must arrive.
  package static let timelyFilingDaysMax = 3_660

  /// Reads what the network answered for a line.
  package init(_ message: borrowing NetworkV1.ContractAnswerLine) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      status: try Status(message.status, "status"))
    contractID = try MessageCheck.optionalIdentifier(message.contractID, "contract_id")
    contractVersion = message.contractVersion
    if !contractID.isEmpty {
      model = try ContractFacts.Model(message.model, "model")
    }
    if !contractID.isEmpty || message.feeMethod != .unspecified {
      feeMethod = try ContractFacts.FeeMethod(message.feeMethod, "fee_method")
    }
    unitFee =
      message.unitFee == nil ? nil : try Money(notNegative: message.unitFee, "unit_fee")
    isLesserOf = message.isLesserOf
    sequestrationClause = try ContractFacts.SequestrationClause(
      message.sequestrationClause, "sequestration_clause")
    withhold = try BasisPoints(message.withholdBasisPoints, "withhold_basis_points")
    withholdBasis = try ContractFacts.WithholdBasis(message.withholdBasis, "withhold_basis")
    providerRole = try ProviderRole(message.providerRole, "provider_role")
    specialty = try MessageCheck.optionalIdentifier(message.specialty, "specialty")
    isPrimaryCareOfRecord = message.isPrimaryCareOfRecord
    isSameGroupAsPrimaryCare = message.isSameGroupAsPrimaryCare
    timelyFilingDays = try ContractFacts.Line.timelyFilingDays(message.timelyFilingDays)
    isBillingTINUnknown = message.isBillingTINUnknown
    attachmentDays = try ContractFacts.Line.attachmentDays(message.attachmentDays)
    try readFee(message)
  }

  /// Reads what the fee came from.
  private mutating func readFee(
    _ message: NetworkV1.ContractAnswerLine
  ) throws(MessageError) {
    baseFee = message.baseFee == nil ? nil : try Money(notNegative: message.baseFee, "base_fee")
    percent = try ContractFacts.Line.percent(message.percentBasisPoints)
    feeModifier = try MessageCheck.optionalIdentifier(message.feeModifier, "fee_modifier")
    isMultipleProcedure = message.isMultipleProcedure
    letterAuthorizationNumber = try MessageCheck.optionalIdentifier(
      message.letterAuthorizationNumber, "letter_authorization_number")
    guard letterAuthorizationNumber.isEmpty != (feeMethod == .letterOfAgreement) else {
      throw MessageError(
        "letter_authorization_number", "is said without a letter, or missing with one")
    }
    letter = try ContractFacts.Line.letter(message.letter)
    reductionKind = try ReductionKind.optional(message.reductionKind, "reduction_kind")
    stayRates = try MessageCheck.list(
      message.stayRates, "stay_rates", countMax: Stay.accommodationsMax,
      ContractFacts.StayRate.init)
    outlierCharge =
      message.outlierCharge == nil
      ? nil : try Money(notNegative: message.outlierCharge, "outlier_charge")
  }

  /// The line as a message; the model is unspecified when no contract was found, and the method when
  /// nothing gives a price.
  package var message: NetworkV1.ContractAnswerLine {
    var message = NetworkV1.ContractAnswerLine()
    message.lineNumber = Int32(clamping: lineNumber)
    message.status = status.message
    message.contractID = contractID
    message.contractVersion = contractVersion
    message.model = contractID.isEmpty ? .unspecified : model.message
    message.feeMethod =
      contractID.isEmpty && !feeMethod.isBesideContracts ? .unspecified : feeMethod.message
    message.unitFee = unitFee?.message
    message.isLesserOf = isLesserOf
    message.sequestrationClause = sequestrationClause.message
    message.withholdBasisPoints = withhold.value
    message.withholdBasis = withhold == .zero ? .unspecified : withholdBasis.message
    message.providerRole = providerRole.message
    message.specialty = specialty
    message.isPrimaryCareOfRecord = isPrimaryCareOfRecord
    message.isSameGroupAsPrimaryCare = isSameGroupAsPrimaryCare
    message.timelyFilingDays = Int32(clamping: timelyFilingDays)
    message.isBillingTINUnknown = isBillingTINUnknown
    message.attachmentDays = Int32(clamping: attachmentDays)
    message.baseFee = baseFee?.message
    message.percentBasisPoints = percent?.value ?? 0
    message.feeModifier = feeModifier
    message.isMultipleProcedure = isMultipleProcedure
    message.letterAuthorizationNumber = letterAuthorizationNumber
    message.letter = letter?.message
    message.reductionKind = reductionKind?.message ?? .unspecified
    message.stayRates = stayRates.map(\.message)
    message.outlierCharge = outlierCharge?.message
    return message
  }

  private static func letter(
    _ message: NetworkV1.AgreedRate?
  ) throws(MessageError) -> AgreedRate? {
    guard let message else { return nil }
    do throws(MessageError) {
      return try AgreedRate(message)
    } catch {
      throw error.within("letter")
    }
  }

  /// Reads the share of a fee or charge: 0, for none, to ``percentMax``.
  private static func percent(_ value: Int32) throws(MessageError) -> BasisPoints? {
    guard (0...percentMax.value).contains(value) else {
      throw MessageError("percent_basis_points", "is not 0 to \(percentMax.value)")
    }
    return value == 0 ? nil : BasisPoints(value)
  }

  /// The largest number of days within which a promised paper must arrive.
  package static let attachmentDaysMax = 366

  /// Reads the days within which a promised paper must arrive: 0, for the default, to
  /// ``attachmentDaysMax``.
  package static func attachmentDays(_ days: Int32) throws(MessageError) -> Int {
    guard (0...attachmentDaysMax).contains(Int(days)) else {
      throw MessageError("attachment_days", "is not 0 to \(attachmentDaysMax)")
    }
    return Int(days)
  }

  /// Reads the days within which claims must arrive: 0, for the default, to ``timelyFilingDaysMax``.
  package static func timelyFilingDays(_ days: Int32) throws(MessageError) -> Int {
    guard (0...timelyFilingDaysMax).contains(Int(days)) else {
      throw MessageError("timely_filing_days", "is not 0 to \(timelyFilingDaysMax)")
    }
    return Int(days)
  }
}
