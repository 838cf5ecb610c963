package import Domain

extension SubmittedClaim {
  /// Whether the claim is decided as a whole and not line by line: a stay in a hospital (rule
  /// `STAY-1`).
  package var isStay: Bool { stayDays != nil }

  /// The stay; nothing for a claim that is decided line by line.
  package var stay: Stay? {
    stayDays.map { days in
      Stay(
        admission: days.from, discharge: days.to,
        diagnosisRelatedGroup: institutional.diagnosisRelatedGroup,
        accommodations: lines.filter(\.isAccommodation).map { line in
          Stay.Accommodation(revenueCode: line.revenueCode, days: line.wholeUnits)
        })
    }
  }

  /// What is decided each by itself: every line, or of a stay line 0 alone, which has the charge of
  /// the whole claim and begins on the day of admission.
  package var parts: [Line] {
    guard let stay else { return lines }
    var whole = Line(
      lineNumber: Stay.lineNumber, procedure: "", charge: charge,
      quantity: Quantity(units: min(stay.days, Stay.daysMax)), from: stay.admission,
      to: stay.discharge)
    whole.revenueCode = stay.levelOfCare ?? lines.first?.revenueCode ?? ""
    whole.isMarkedEmergency = lines.contains(where: \.isMarkedEmergency)
    whole.attachments = lines.flatMap(\.attachments)
    return [whole]
  }

  /// From admission to discharge, of a stay in a hospital.
  private var stayDays: DaySpan? {
    guard kind == .institutional, BillType(institutional.typeOfBill)?.isHospitalStay == true,
      let admission = institutional.admissionDay, let statement = institutional.statement
    else { return nil }
    return DaySpan(checkedFrom: admission, to: statement.to)
  }
}

extension SubmittedClaim.Line {
  /// Whether it is room and board: revenue codes 010x to 021x.
  package var isAccommodation: Bool {
    revenueCode.utf8.count == 4 && ("0100"..."0219").contains(revenueCode)
  }

  /// Whether it is room and board of days on which the patient was away: revenue code 018x.
  package var isLeave: Bool { revenueCode.hasPrefix("018") }

  /// Whether the quantity counts units, so that a fee for one unit prices it.
  package var isCountedInUnits: Bool { unit.isEmpty || unit == "UN" }

  /// How many whole units; a fraction is left out.
  package var wholeUnits: Int { Int(clamping: quantity.thousandths / 1_000) }

  /// Whether it counts whole days.
  package var isCountedInDays: Bool {
    ["", "UN", "DA"].contains(unit) && quantity.thousandths % 1_000 == 0
  }
}
