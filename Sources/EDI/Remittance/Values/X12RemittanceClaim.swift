package import Domain

/// Loop 2100 of an 835: what became of one claim.
///
/// CLP05, what the patient owes, is the sum of the `PR` adjustments and is formed when it is written;
/// a reversal does not send it.
package struct X12RemittanceClaim: Hashable, Sendable {
  /// CLP01, CLM01 of the claim.
  package var patientControlNumber: String
  /// CLP02.
  package var status: X12RemittanceClaimStatus
  /// CLP03; negative in a reversal.
  package var charge: Money
  /// CLP04; negative in a reversal.
  package var paid: Money
  /// CLP06.
  package var filingCode: X12FilingCode
  /// CLP07, our number of the claim.
  package var payerClaimNumber: String
  /// CLP08, the place of service or the first digits of the bill type; empty for none.
  package var facilityCode: String
  /// CLP09, the frequency of the claim; empty for none.
  package var frequency: String
  /// CLP11, the diagnosis related group; empty for none.
  package var diagnosisGroup: String
  /// CAS of the claim as a whole; those of its lines stand in the lines.
  package var adjustments: [Adjustment]
  /// NM1*QC, NM1*IL, NM1*74, NM1*82 and NM1*TT.
  package var parties: X12RemittanceParties
  /// Remark codes of the claim as a whole: MOA, or MIA of an inpatient claim.
  package var remarks: X12ClaimRemarks
  /// REF, such as `1L` for the group number or `EA` for a medical record.
  package var references: [X12OutgoingReference]
  /// DTM*232 and DTM*233, the days of the claim; nothing when its lines say them.
  package var service: DaySpan?
  /// DTM*050, the day on which the claim came; nothing when it is not told.
  package var receivedDay: Day?
  /// AMT*AU, the charges that are covered; zero is not sent.
  package var coveredAmount: Money?
  /// AMT*I, interest that is paid by a PLB beside the claim; zero is not sent.
  package var interest: Money?
  /// Loops 2110; none when the claim was priced as a whole.
  package var lines: [X12RemittanceLine]

  /// Makes a claim's part.
  package init(
    patientControlNumber: String, status: X12RemittanceClaimStatus, charge: Money, paid: Money,
    filingCode: X12FilingCode, payerClaimNumber: String, facilityCode: String = "",
    frequency: String = "", diagnosisGroup: String = "", adjustments: [Adjustment] = [],
    parties: X12RemittanceParties, remarks: X12ClaimRemarks = .none,
    references: [X12OutgoingReference] = [], service: DaySpan? = nil, receivedDay: Day? = nil,
    coveredAmount: Money? = nil, interest: Money? = nil, lines: [X12RemittanceLine]
  ) {
    self.patientControlNumber = patientControlNumber
    self.status = status
    self.charge = charge
    self.paid = paid
    self.filingCode = filingCode
    self.payerClaimNumber = payerClaimNumber
    self.facilityCode = facilityCode
    self.frequency = frequency
    self.diagnosisGroup = diagnosisGroup
    self.adjustments = adjustments
    self.parties = parties
    self.remarks = remarks
    self.references = references
    self.service = service
    self.receivedDay = receivedDay
    self.coveredAmount = coveredAmount
    self.interest = interest
    self.lines = lines
  }

  /// The adjustments of the claim and of all its lines.
  package var allAdjustments: [Adjustment] {
    adjustments + lines.flatMap(\.adjustments)
  }

  /// What the patient owes: the sum of the `PR` adjustments.
  package var patientResponsibility: Money {
    allAdjustments.reduce(.zero) { $1.group == .patient ? $0 + $1.amount : $0 }
  }
}

extension X12RemittanceClaim: PrintsRedacted {}
