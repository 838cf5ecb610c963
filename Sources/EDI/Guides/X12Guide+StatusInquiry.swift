extension X12Guide {
  /// 005010X212: inquiries about the status of claims.
  static let statusInquiry = X12Guide(
    kind: .statusInquiries, transaction: "276", family: "005010X212",
    releases: ["005010X212", "005010X212E1", "005010X212E2"],
    triggers: [
      "HL": [
        X12LoopTrigger(3, "20", from: [], opens: .inquiryPayerLevel),
        X12LoopTrigger(3, "21", from: [], opens: .inquirerLevel),
        X12LoopTrigger(3, "19", from: [], opens: .inquiryProviderLevel),
        X12LoopTrigger(3, "22", from: [], opens: .inquirySubscriberLevel),
        X12LoopTrigger(3, "23", from: [], opens: .inquiryDependentLevel),
      ],
      "NM1": [
        X12LoopTrigger(1, "PR", from: [.inquiryPayer], opens: .inquiryPayer),
        X12LoopTrigger(1, "41", from: [.inquirer], opens: .inquirer),
        X12LoopTrigger(1, "1P", from: [.inquiryProvider], opens: .inquiryProvider),
        X12LoopTrigger(1, "IL", from: [.inquirySubscriber], opens: .inquirySubscriber),
        X12LoopTrigger(1, "QC", from: [.inquiryDependent], opens: .inquiryDependent),
      ],
      "TRN": [
        X12LoopTrigger(0, "", from: [.inquirySubscriber, .inquiry], opens: .inquiry),
        X12LoopTrigger(
          0, "", from: [.inquiryDependent, .dependentInquiry], opens: .dependentInquiry),
      ],
      "SVC": [
        X12LoopTrigger(0, "", from: [.inquiry], opens: .inquiryLine),
        X12LoopTrigger(0, "", from: [.dependentInquiry], opens: .dependentInquiryLine),
      ],
    ],
    lacks: [:], service: nil, diagnosesMax: 0)
}
