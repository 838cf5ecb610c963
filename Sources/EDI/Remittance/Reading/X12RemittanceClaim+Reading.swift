import Domain

extension X12RemittanceClaim {
  /// Reads loop 2100 with its lines.
  init(reading loop: X12LoopNode) throws(X12ReadingError) {
    guard let payment = loop.segments("CLP").first else {
      throw X12ReadingError(fault: X12Fault(.segmentMissing, at: .none))
    }
    guard let status = X12RemittanceClaimStatus(rawValue: payment.element(2)) else {
      throw payment.error(.elementMissing, 2)
    }
    let span = try X12RemittanceDays.span(of: loop, from: "232", to: "233")
    var lines: [X12RemittanceLine] = []
    for line in loop.loops("2110") {
      lines.append(try X12RemittanceLine(reading: line, orOn: span))
    }
    self.init(
      patientControlNumber: try payment.required(1), status: status,
      charge: try payment.amount(3), paid: try payment.amount(4),
      filingCode: X12FilingCode(rawValue: payment.element(6)),
      payerClaimNumber: payment.element(7), facilityCode: payment.element(8),
      frequency: payment.element(9), diagnosisGroup: payment.element(11),
      adjustments: try loop.adjustments(), parties: try X12RemittanceParties(reading: loop),
      remarks: X12ClaimRemarks(reading: loop),
      references: loop.segments("REF").map {
        X12OutgoingReference($0.element(1), $0.element(2))
      }, service: span, receivedDay: try loop.segment("DTM", "050")?.day(2),
      coveredAmount: try loop.segment("AMT", "AU")?.amount(2),
      interest: try loop.segment("AMT", "I")?.amount(2), lines: lines)
  }
}

extension X12ClaimRemarks {
  /// Reads MOA, else MIA.
  fileprivate init(reading loop: X12LoopNode) {
    if let segment = loop.segments("MOA").first {
      self.init(segment, [3, 4, 5, 6, 7]) { .outpatient($0) }
    } else if let segment = loop.segments("MIA").first {
      let coveredDays = Int(segment.element(1)) ?? 0
      self.init(segment, [5, 20, 21, 22, 23]) { .inpatient($0, coveredDays: coveredDays) }
    } else {
      self = .none
    }
  }

  private init(_ segment: X12Segment, _ elements: [Int], _ make: ([String]) -> Self) {
    let codes = elements.map { segment.element($0) }.filter { !$0.isEmpty }
    self = codes.isEmpty ? .none : make(codes)
  }
}

extension X12LoopNode {
  /// The adjustments of all CAS segments of the loop itself.
  func adjustments() throws(X12ReadingError) -> [Adjustment] {
    var adjustments: [Adjustment] = []
    for segment in segments("CAS") { adjustments += try segment.adjustments() }
    return adjustments
  }
}

/// The days of a loop of a remittance.
enum X12RemittanceDays {
  /// The span of two DTM segments, one of which is enough; nothing without both.
  static func span(
    of loop: X12LoopNode, from first: String, to last: String
  ) throws(X12ReadingError) -> DaySpan? {
    let (begin, end) = (loop.segment("DTM", first), loop.segment("DTM", last))
    guard let one = begin ?? end else { return nil }
    let from = try (begin ?? one).day(2)
    guard let span = DaySpan(checkedFrom: from, to: try (end ?? one).day(2)) else {
      throw one.error(.spanReversed, 2)
    }
    return span
  }
}
