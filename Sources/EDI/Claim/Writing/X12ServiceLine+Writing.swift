extension X12ServiceLine {
  /// Loop 2400 of a claim of this kind with the loops inside it.
  func outgoing(_ kind: X12ClaimKind) -> [X12OutgoingSegment] {
    var own: [X12OutgoingSegment] = [.made("LX", [.text(number.value)])]
    if hasService {
      own.append(kind == .professional ? professionalService : institutionalService)
    }
    own += attachments.map(\.outgoing) + periods.map(\.outgoing) + references.map(\.outgoing)
    own += rawSegments.outgoing(of: .line)
    return own.ordered(for: .line) + rawSegments.outgoing(of: .drug)
      + providers.flatMap { $0.outgoing() } + adjudications.flatMap(\.outgoing)
      + rawSegments.outgoing(of: .form)
  }

  private var institutionalService: X12OutgoingSegment {
    .made(
      "SV2",
      [
        .text(revenueCode.value), .composite(procedureParts), X12Decimal.text(charge.value),
        .text(unit.value), X12Decimal.text(quantity.value), .text(rate),
        X12Decimal.text(nonCovered.value),
      ])
  }

  private var procedureParts: [String] {
    var procedure = [procedureQualifier.value, self.procedure.value]
    procedure += modifiers.map(\.value)
    if !procedureText.isEmpty {
      procedure += Array(repeating: "", count: max(0, 4 - modifiers.count)) + [procedureText]
    }
    return procedure
  }

  private var professionalService: X12OutgoingSegment {
    .made(
      "SV1",
      [
        .composite(procedureParts), X12Decimal.text(charge.value), .text(unit.value),
        X12Decimal.text(quantity.value), .text(placeOfService.value), "",
        .composite(pointers.map { $0.value.map { String($0) } ?? "" }), "",
        .text(emergency.value), "", .text(earlyScreening), .text(familyPlanning), "", "",
        .text(copayStatus),
      ])
  }
}

extension X12LineAdjudication {
  /// Loop 2430.
  fileprivate var outgoing: [X12OutgoingSegment] {
    let decision = X12OutgoingSegment.made(
      "SVD",
      [
        .text(payer.value), X12Decimal.text(paid.value), .composite(procedure),
        .text(revenueCode), X12Decimal.text(quantity.value), .text(bundledLine),
      ])
    return [decision] + adjustments.outgoing + periods.map(\.outgoing)
      + amounts.map(\.outgoing)
  }
}
