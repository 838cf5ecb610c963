import Domain

/// The segments that mean the same in every loop.
extension X12FieldReader {
  /// REF.
  func reference(_ log: inout X12FaultLog) -> X12Reference {
    X12Reference(
      qualifier: required(1, &log).value, value: required(2, &log), text: segment.element(3),
      link: segment.filledComponents(4))
  }

  /// PWK.
  func attachment() -> X12Attachment {
    X12Attachment(
      report: text(1), transmission: text(2), qualifier: segment.element(5),
      controlNumber: text(6))
  }

  /// AMT.
  func amountItem(_ log: inout X12FaultLog) -> X12Amount {
    X12Amount(qualifier: required(1, &log).value, amount: amount(2, &log))
  }

  /// SBR.
  func subscriberInformation(_ log: inout X12FaultLog) -> X12SubscriberInformation {
    X12SubscriberInformation(
      payerOrder: required(1, &log), relationship: text(2), groupNumber: text(3),
      groupName: segment.element(4), insuranceType: segment.element(5),
      unused: (6...8).map { segment.element($0) }, filingIndicator: text(9))
  }

  /// CAS: up to six reasons of one group.
  func adjustments(_ log: inout X12FaultLog) -> [X12Adjustment] {
    let group = required(1, &log)
    var adjustments: [X12Adjustment] = []
    for first in stride(from: 2, through: 17, by: 3)
    where first == 2 || (first...first + 2).contains(where: { !segment.isEmpty($0) }) {
      adjustments.append(
        X12Adjustment(
          group: group, reason: required(first, &log),
          amount: amount(first + 1, mayBeNegative: true, &log),
          quantity: quantity(first + 2, isRequired: false, &log)))
    }
    return adjustments
  }

  /// NM1. Whether it is a person can be left open.
  func party(_ log: inout X12FaultLog) -> X12Party {
    if segment.isEmpty(2) { log.note(.elementOmitted, at: position(2)) }
    return X12Party(
      loop: loop, entityCode: text(1), entityType: segment.element(2), lastName: text(3),
      firstName: text(4), middleName: segment.element(5), namePrefix: segment.element(6),
      nameSuffix: segment.element(7), identifierQualifier: segment.element(8),
      identifier: text(9))
  }

  /// PRV.
  func specialty() -> X12Specialty {
    X12Specialty(role: segment.element(1), qualifier: segment.element(2), taxonomy: text(3))
  }

  /// DMG.
  func demographics(_ log: inout X12FaultLog) -> X12Demographics {
    X12Demographics(birth: day(2, &log), sex: text(3))
  }
}
