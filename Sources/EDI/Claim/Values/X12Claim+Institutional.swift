/// What institutional claims say beside what all claims say.
extension X12Claim {
  /// CLM05-1 of an institutional claim: the kind of facility, two digits.
  package var facilityType: X12Field<String> { placeOfService }

  /// The type of bill in three digits: facility and frequency, such as `131`.
  package var typeOfBill: String { placeOfService.value + frequency.value }

  /// DTP*434, the days that the bill covers.
  package var statement: X12Period? { periods.first("434") }
  /// DTP*435, when the patient was admitted.
  package var admitted: X12Period? { periods.first("435") }
  /// DTP*096, the time of discharge as `HHMM`; empty when it was not sent.
  package var dischargeTime: String { periods.first("096")?.time ?? "" }

  /// The diagnosis with which the patient was admitted.
  package var admittingDiagnosis: X12HealthCode? { codes.all("ABJ", "BJ").first }
  /// Why the patient came, up to three diagnoses.
  package var reasonsForVisit: [X12HealthCode] { codes.all("APR", "PR") }
  /// What caused an injury from outside.
  package var externalCauses: [X12HealthCode] { codes.all("ABN", "BN") }
  /// The principal procedure with its day.
  package var principalProcedure: X12HealthCode? {
    codes.all("BBR", "BR", "CAH").first
  }
  /// Further procedures with their days.
  package var otherProcedures: [X12HealthCode] { codes.all("BBQ", "BQ") }
  /// The diagnosis related group that the provider found.
  package var diagnosisRelatedGroup: X12HealthCode? { codes.all("DR").first }
  /// Occurrences, each with its day.
  package var occurrences: [X12HealthCode] { codes.all("BH") }
  /// Occurrences that last, each with its days.
  package var occurrenceSpans: [X12HealthCode] { codes.all("BI") }
  /// Spans on which the patient was away and the bed was kept: occurrence span 74.
  package var leaves: [X12HealthCode] { occurrenceSpans.filter { $0.code.value == "74" } }
  /// Value codes with their amounts.
  package var values: [X12HealthCode] { codes.all("BE") }
  /// Condition codes.
  package var conditions: [X12HealthCode] { codes.all("BG") }
  /// Treatment codes of home health.
  package var treatments: [X12HealthCode] { codes.all("TC") }

  /// Loop 2310A, who answers for the stay.
  package var attending: X12Party? { providers.first(.attendingProvider) }
  /// Loop 2310B, who operated.
  package var operating: X12Party? { providers.first(.operatingPhysician) }
  /// Loop 2310C, who operated too.
  package var otherOperating: X12Party? { providers.first(.otherOperatingPhysician) }
}
