import Domain
import Foundation
import Messages
import Testing

@testable import HMOCommands

@Suite("Files of Medicare's physician fees")
struct FeeUploadTests {
  private static let values = """
    hcpcs,mod,short_desc,status_code,work_rvu,nonfac_pe_rvu,fac_pe_rvu,mp_rvu,mult_proc,conv_factor
    G0101,,"A visit, short",A,0.45,0.7,0.29,0.05,0,32.3465
    G0105,26,,R,3.26,1.80,1.80,0.37,2,32.3465

    """

  private func upload(
    values: String? = nil, costs: String? = nil, postalCodes: String? = nil,
    schedule: String? = nil
  ) throws -> FeeUpload {
    let days = DaySpan(from: try #require(Day(iso: "2026-01-01")), to: .openEnd)
    return try FeeUpload(
      days, values: values.map { try DelimitedFile(text: $0, name: "values") },
      costs: costs.map { try DelimitedFile(text: $0, name: "costs") },
      postalCodes: postalCodes.map { try DelimitedFile(text: $0, name: "codes") },
      schedule: schedule)
  }

  @Test("Relative values are read by the names of their columns, with one factor")
  func relativeValues() throws {
    let loads = try upload(values: FeeUploadTests.values, schedule: "MEDICARE").loads
    #expect(loads.count == 3)
    #expect(loads[0].conversionFactors.map(\.tenThousandths) == [323_465])
    let rows = loads[1].relativeValues
    #expect(rows.map(\.procedure) == ["G0101", "G0105"])
    #expect(rows.map(\.modifier) == ["", "26"])
    #expect(rows.map(\.status) == ["A", "R"])
    #expect(rows.map(\.workHundredths) == [45, 326])
    #expect(rows.map(\.nonFacilityExpenseHundredths) == [70, 180])
    #expect(rows.map(\.facilityExpenseHundredths) == [29, 180])
    #expect(rows.map(\.malpracticeHundredths) == [5, 37])
    #expect(rows.map(\.isMultipleProcedure) == [false, true])
    #expect(rows.map(\.reductionKind) == [.unspecified, .unspecified])
    #expect(loads[2].feeSchedules.map(\.source) == [.relativeValues])
  }

  @Test("Costs and postal codes keep their leading zeros")
  func localities() throws {
    let loads = try upload(
      costs: "mac,locality,pw_gpci_floor1,pe_gpci,mp_gpci\n02102,01,1.5,1.081,0.592",
      postalCodes: "zip5,carrier,locality,plus_four_flag\n00501,13282,04,1\n00544,13282,04,0"
    ).loads
    let cost = try #require(loads.first?.practiceCosts.first)
    #expect([cost.carrier, cost.locality] == ["02102", "01"])
    #expect(
      [cost.workThousandths, cost.expenseThousandths, cost.malpracticeThousandths]
        == [1_500, 1_081, 592])
    #expect(loads.last?.postalLocalities.map(\.postalCode) == ["00501", "00544"])
    #expect(loads.last?.postalLocalities.map(\.isSplit) == [true, false])
  }

  @Test("Many rows are sent in parts")
  func parts() throws {
    let codes = (0..<12_000).map { "\(10_000 + $0),1,1,0" }
    let text = (["zip5,carrier,locality,plus_four_flag"] + codes).joined(separator: "\n")
    let loads = try upload(postalCodes: text).loads
    #expect(loads.map(\.postalLocalities.count) == [5_000, 5_000, 2_000])
    #expect(try upload().isEmpty)
  }

  @Test(
    "What is wrong is refused with its line",
    arguments: [
      ("hcpcs,mod\nG0101,", "line 2: there is no column conv_factor"),
      ("conv_factor\nx", "line 2: conv_factor is no number"),
      ("conv_factor\n1.23456", "at most 4 decimals"), ("conv_factor\n-1", "no number"),
      ("conv_factor\n1\n\n2", "line 4: conv_factor is another"),
    ])
  func wrong(text: String, message: String) throws {
    let error = #expect(throws: CommandFailure.self) { try upload(values: text) }
    #expect(error?.message.contains(message) == true)
  }
}
