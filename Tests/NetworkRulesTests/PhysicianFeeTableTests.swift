import Domain
import NetworkRules
import Testing

@Suite("Medicare's physician fee schedule as a fee schedule")
struct PhysicianFeeTableTests {
  private let locality = MedicareLocality(carrier: "06102", number: "99")

  private func value(
    _ procedure: String = "99213", modifier: String = "", status: String = "A", work: Int64 = 130,
    isMultiple: Bool = false
  ) throws -> RelativeValueRow {
    RelativeValueRow(
      procedure: procedure, modifier: modifier, days: try year, status: status,
      value: try #require(
        RelativeValue(
          workHundredths: work, facilityExpenseHundredths: work == 0 ? 0 : 57,
          nonFacilityExpenseHundredths: work == 0 ? 0 : 135,
          malpracticeHundredths: work == 0 ? 0 : 10)),
      isMultipleProcedure: isMultiple)
  }

  private var year: DaySpan {
    get throws { try Fixture.days("2026-01-01", "2026-12-31") }
  }

  private func table(
    _ values: [RelativeValueRow], hasCosts: Bool = true, hasFactor: Bool = true
  ) throws -> PhysicianFeeTable {
    let other = MedicareLocality(carrier: "06102", number: "12")
    return PhysicianFeeTable(
      values: values,
      costs: hasCosts
        ? [PracticeCostRow(locality: locality, days: try year, index: .national)] : [],
      localities: [
        PostalLocalityRow(postalCode: "62701", days: try year, locality: locality),
        PostalLocalityRow(postalCode: "62711", days: try year, locality: locality, isSplit: true),
        PostalLocalityRow(postalCode: "60601", days: try year, locality: other),
      ],
      factors: hasFactor
        ? [
          ConversionFactorRow(
            days: try year, factor: try #require(ConversionFactor(tenThousandths: 323_465)))
        ] : [])
  }

  private func line(
    _ procedure: String = "99213", modifiers: [String] = [], postalCode: String = "62701",
    on iso: String = "2026-03-10", place: String = "11"
  ) throws -> ContractQuestion.Line {
    var line = try Fixture.line(iso, procedure: procedure, modifiers: modifiers)
    line.postalCode = postalCode
    line.placeOfService = place
    return line
  }

  private func absence(
    _ line: ContractQuestion.Line, in table: PhysicianFeeTable
  ) -> PhysicianFeeFinding.Absence? {
    guard case .absent(let why) = table.finding(for: line, in: "PFS") else { return nil }
    return why
  }

  @Test("NET-PFS-1: a schedule of relative values has the fees of both settings")
  func computed() throws {
    let row = try #require(
      try table([try value(isMultiple: true)]).finding(for: try line(), in: "PFS").row)
    #expect(row.amount(in: .nonFacility) == Money(cents: 8_895))
    #expect(row.amount(in: .facility) == Money(cents: 6_372))
    #expect(row.isMultipleProcedure)
    #expect(row.feeScheduleID == "PFS")
  }

  @Test(
    "NET-PFS-3: the first five digits of the postal code tell the locality, or why there is none")
  func localities() throws {
    let table = try table([try value()])
    #expect(absence(try line(postalCode: "627011234"), in: table) == nil)
    #expect(absence(try line(postalCode: "62701-1234"), in: table) == nil)
    #expect(absence(try line(postalCode: ""), in: table) == .postalCodeMissing)
    #expect(absence(try line(postalCode: "6270"), in: table) == .postalCodeUnknown)
    #expect(absence(try line(postalCode: "99999"), in: table) == .postalCodeUnknown)
    #expect(absence(try line(postalCode: "627111234"), in: table) == .postalCodeSplit)
    #expect(absence(try line(postalCode: "60601"), in: table) == .costsMissing)
    #expect(absence(try line(on: "2027-01-01"), in: table) == .postalCodeUnknown)
    #expect(
      absence(try line(), in: try self.table([try value()], hasFactor: false)) == .factorMissing)
    #expect(
      absence(try line(), in: try self.table([try value()], hasCosts: false)) == .costsMissing)
  }

  @Test(
    "NET-PFS-4: only what Medicare pays by its units has a fee",
    arguments: ["A", "R", "B", "C", "E", "I", "J", "M", "N", "P", "T", "X", "a"])
  func statuses(status: String) throws {
    let absence = absence(try line(), in: try table([try value(status: status)]))
    #expect(absence == (["A", "R"].contains(status) ? nil : .notPaidByUnits))
  }

  @Test("NET-PFS-4: a part of a service has a value of its own, and nothing is no fee")
  func parts() throws {
    let table = try table([
      try value(), try value(modifier: "26", work: 50), try value("D0001", work: 0),
    ])
    let part = table.finding(for: try line(modifiers: ["59", "26"]), in: "PFS").row
    #expect(part?.modifier == "26")
    #expect(table.finding(for: try line(modifiers: ["59"]), in: "PFS").row?.modifier == "")
    #expect(absence(try line("99999"), in: table) == .valueMissing)
    #expect(absence(try line("D0001"), in: table) == .amountOutOfRange)
  }

  @Test("NET-PFS-3: what the schedule lists itself comes before what is computed")
  func listedFirst() throws {
    let fees = FeeTable(
      [try Fixture.fee("99213", 7_777, schedule: "PFS")], computedSchedules: ["PFS"],
      physicianFees: try table([try value(), try value("99214", work: 192)]))
    #expect(fees.row(in: "PFS", for: try line())?.amount == Money(cents: 7_777))
    #expect(fees.physicianFee(in: "PFS", for: try line()) == nil)
    #expect(fees.row(in: "PFS", for: try line("99214"))?.amount != nil)
    #expect(fees.row(in: "OTHER", for: try line("99214")) == nil)
  }

  @Test("NET-PFS-1: a contract takes its percentage of the computed fee")
  func contractOfMedicare() throws {
    let fees = FeeTable(
      computedSchedules: ["PFS"], physicianFees: try table([try value()]))
    let contract = try Fixture.contract {
      $0.feeScheduleID = "PFS"
      $0.feeMethod = .percentOfSchedule
      $0.percent = BasisPoints(11_000)
    }
    let directory = NetworkDirectory(
      providers: [Fixture.provider(Fixture.primaryCare)], contracts: [contract],
      roster: [try Fixture.entry(Fixture.primaryCare)], fees: fees, exceptions: PriceExceptions())
    let inside = try Fixture.answer(try line(place: "22"), in: directory)
    // 63.72 and 110 % of it.
    #expect(inside.line.baseFee == Money(cents: 6_372))
    #expect(inside.line.unitFee == Money(cents: 7_009))
    #expect(inside.trace.contains { $0.rule.name == "NET-PFS-3" && $0.outcome == "06102-99" })
    let split = try Fixture.answer(try line(postalCode: "62711"), in: directory)
    #expect(split.line.unitFee == nil)
    #expect(
      split.trace.contains { $0.outcome == "postal_code_in_several_localities" })
  }
}
