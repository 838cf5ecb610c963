import Domain
import NetworkRules
import Testing

@Suite("Medicare's published amounts are computed to the cent")
struct PublishedFeesTests {
  private struct Service: Hashable {
    let procedure: String
    let modifier: String
  }

  @Test("NET-PFS-1: every published amount of 2025, in a facility and elsewhere, is ours")
  func publishedAmounts() throws {
    guard let published = try FeeFile("oracles/fee_schedule/pfrev25d_cms_locality_fees.csv"),
      let values = try FeeFile("fee_schedules/pprrvu2025_oct_nodesc.csv"),
      let indices = try FeeFile("fee_schedules/gpci2025.csv")
    else { return }
    let services = Set(published.rows.map(service))
    let weights = try relativeValues(values, of: services)
    let localities = try practiceCosts(indices)
    var compared: [ServiceSetting: Int] = [:]
    for row in published.rows {
      let weight = try #require(weights[service(row)])
      let locality = try #require(localities[(row["carrier"] ?? "") + (row["locality"] ?? "")])
      for (setting, column) in [
        (ServiceSetting.facility, "facility_fee"), (.nonFacility, "nonfacility_fee"),
      ] {
        let fee = PhysicianFee(weight.value, in: locality, weight.factor, setting: setting)
        let expected = try #require(Money(decimal: row[column] ?? ""))
        #expect(fee?.amount == expected, "\(row)")
        compared[setting, default: 0] += 1
      }
    }
    #expect(published.lineCount > 1)
    #expect(
      compared == [.facility: published.lineCount - 1, .nonFacility: published.lineCount - 1])
  }

  private func service(_ row: [String: String]) -> Service {
    Service(procedure: row["hcpcs"] ?? "", modifier: row["mod"] ?? "")
  }

  private func relativeValues(
    _ file: FeeFile, of services: Set<Service>
  ) throws -> [Service: (value: RelativeValue, factor: ConversionFactor)] {
    var found: [Service: (value: RelativeValue, factor: ConversionFactor)] = [:]
    for row in file.rows where services.contains(service(row)) {
      let value = RelativeValue(
        workHundredths: try parts(row, "work_rvu", 2),
        facilityExpenseHundredths: try parts(row, "fac_pe_rvu", 2),
        nonFacilityExpenseHundredths: try parts(row, "nonfac_pe_rvu", 2),
        malpracticeHundredths: try parts(row, "mp_rvu", 2))
      let factor = ConversionFactor(tenThousandths: try parts(row, "conv_factor", 4))
      #expect(found[service(row)] == nil, "a service has two rows")
      found[service(row)] = (try #require(value), try #require(factor))
    }
    return found
  }

  private func practiceCosts(_ file: FeeFile) throws -> [String: PracticeCostIndex] {
    var found: [String: PracticeCostIndex] = [:]
    for row in file.rows {
      let index = PracticeCostIndex(
        workThousandths: try parts(row, "pw_gpci_floor1", 3),
        expenseThousandths: try parts(row, "pe_gpci", 3),
        malpracticeThousandths: try parts(row, "mp_gpci", 3))
      let known: PracticeCostIndex = try #require(index)
      found[(row["mac"] ?? "") + (row["locality"] ?? "")] = known
    }
    #expect(found.count == file.lineCount - 1)
    return found
  }

  private func parts(_ row: [String: String], _ column: String, _ decimals: Int) throws -> Int64 {
    try #require(Decimals.parts(row[column], decimals: decimals), "\(column) of \(row)")
  }
}
