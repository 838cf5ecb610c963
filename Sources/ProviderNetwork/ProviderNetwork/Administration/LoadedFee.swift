import Domain
import DomainMessages
import Messages
import NetworkRules

/// A row of a fee schedule, as a load states it.
struct LoadedFee: Hashable, Sendable {
  /// The row.
  let row: FeeRow
  /// Where it stands in the load, such as `fee_schedules[0].fees[3]`.
  let path: String

  /// Reads the rows of all schedules of a load.
  static func list(
    _ schedules: [NetworkV1.FeeSchedule], countMax: Int
  ) throws(MessageError) -> [LoadedFee] {
    var fees: [LoadedFee] = []
    for (place, schedule) in schedules.enumerated() {
      do throws(MessageError) {
        fees += try rows(of: schedule, in: "fee_schedules[\(place)]")
      } catch {
        throw error.inside("fee_schedules", at: place)
      }
      guard fees.count <= countMax else {
        throw MessageError("fee_schedules", "have more than \(countMax) rows")
      }
    }
    return fees
  }

  private static func rows(
    of schedule: NetworkV1.FeeSchedule, in path: String
  ) throws(MessageError) -> [LoadedFee] {
    let name = try MessageCheck.identifier(schedule.feeScheduleID, "fee_schedule_id")
    let rows = try MessageCheck.list(schedule.fees, "fees") { fee throws(MessageError) in
      FeeRow(
        feeScheduleID: name, procedure: try MessageCheck.identifier(fee.procedure, "procedure"),
        modifier: try MessageCheck.optionalIdentifier(fee.modifier, "modifier"),
        amount: try Money(notNegative: fee.amount, "amount"),
        facilityAmount: fee.facilityAmount == nil
          ? nil : try Money(notNegative: fee.facilityAmount, "facility_amount"),
        days: try DaySpan(fee.days, "days"), isMultipleProcedure: fee.isMultipleProcedure)
    }
    return rows.enumerated().map { index, row in
      LoadedFee(row: row, path: "\(path).fees[\(index)]")
    }
  }
}
