import Domain
import Messages
import Protobuf
import RPC

/// What Medicare's physician fees are computed from, read from files and sent in parts.
struct FeeUpload {
  /// What is sent, one load after the other.
  private(set) var loads: [NetworkV1.LoadNetworkRequest] = []

  /// How many rows one load brings.
  private static let rowsOfPart = 5_000

  /// Reads what the files say about services on `days`.
  ///
  /// - Throws: ``CommandFailure`` that names the line.
  init(
    _ days: DaySpan, values: DelimitedFile?, costs: DelimitedFile?, postalCodes: DelimitedFile?,
    schedule: String?
  ) throws {
    let span = FeeUpload.message(days)
    try addFactors(values?.records ?? [], span)
    let costs = try (costs?.records ?? []).map { try FeeUpload.cost($0, span) }
    let localities = try (postalCodes?.records ?? []).map { try FeeUpload.locality($0, span) }
    let values = try (values?.records ?? []).map { try FeeUpload.value($0, span) }
    add(costs) { $0.practiceCosts = $1 }
    add(localities) { $0.postalLocalities = $1 }
    add(values) { $0.relativeValues = $1 }
    if let schedule {
      loads.append(
        .with {
          $0.feeSchedules = [
            .with {
              $0.feeScheduleID = schedule
              $0.source = .relativeValues
            }
          ]
        })
    }
  }

  /// Whether there is nothing to send.
  var isEmpty: Bool { loads.isEmpty }

  /// Sends every load and adds up what was taken.
  func send(
    to service: NetworkV1.NetworkAdministrationServiceClient, requestID: String,
    options: RPCCallOptions
  ) async throws -> NetworkV1.LoadNetworkResponse {
    var sum = NetworkV1.LoadNetworkResponse()
    for (index, load) in loads.enumerated() {
      var request = load
      request.requestID = "\(requestID)-\(index + 1)"
      let taken = try await service.loadNetwork(request, options: options)
      sum.relativeValues &+= taken.relativeValues
      sum.practiceCosts &+= taken.practiceCosts
      sum.postalLocalities &+= taken.postalLocalities
    }
    return sum
  }

  private mutating func add<Row>(
    _ rows: [Row], _ set: (inout NetworkV1.LoadNetworkRequest, [Row]) -> Void
  ) {
    for start in stride(from: 0, to: rows.count, by: FeeUpload.rowsOfPart) {
      var load = NetworkV1.LoadNetworkRequest()
      set(&load, Array(rows[start..<min(start + FeeUpload.rowsOfPart, rows.count)]))
      loads.append(load)
    }
  }

  /// Adds the conversion factor, which every line of the relative values repeats.
  private mutating func addFactors(
    _ records: [DelimitedFile.Record], _ days: TypeV1.DaySpan
  ) throws {
    var found: Int32?
    for record in records {
      let factor = try record.parts("conv_factor", decimals: 4)
      guard found ?? factor == factor else {
        throw CommandFailure("\(record.place): conv_factor is another than on earlier lines")
      }
      found = factor
    }
    guard let found else { return }
    loads.append(
      .with {
        $0.conversionFactors = [
          .with {
            $0.days = days
            $0.tenThousandths = found
          }
        ]
      })
  }

  /// Procedures that the file marks with 2 or 3 are reduced beside others of a day; those marked with 3
  /// to 7 among each other in a way of their own.
  private static func value(
    _ record: DelimitedFile.Record, _ days: TypeV1.DaySpan
  ) throws -> NetworkV1.RelativeValue {
    let indicator = try record.text("mult_proc")
    return try .with {
      $0.procedure = try record.text("hcpcs")
      $0.modifier = try record.text("mod")
      $0.days = days
      $0.status = try record.text("status_code")
      $0.workHundredths = try record.parts("work_rvu", decimals: 2)
      $0.facilityExpenseHundredths = try record.parts("fac_pe_rvu", decimals: 2)
      $0.nonFacilityExpenseHundredths = try record.parts("nonfac_pe_rvu", decimals: 2)
      $0.malpracticeHundredths = try record.parts("mp_rvu", decimals: 2)
      $0.isMultipleProcedure = indicator == "2" || indicator == "3"
      $0.reductionKind = reductionKinds[indicator] ?? .unspecified
    }
  }

  /// What the file's indicators of several procedures say beside 2.
  private static let reductionKinds: [String: NetworkV1.ReductionKind] = [
    "3": .endoscopy, "4": .imaging, "5": .therapy, "6": .cardiovascular, "7": .ophthalmology,
  ]

  private static func cost(
    _ record: DelimitedFile.Record, _ days: TypeV1.DaySpan
  ) throws -> NetworkV1.PracticeCost {
    try .with {
      $0.carrier = try record.text("mac")
      $0.locality = try record.text("locality")
      $0.days = days
      $0.workThousandths = try record.parts("pw_gpci_floor1", decimals: 3)
      $0.expenseThousandths = try record.parts("pe_gpci", decimals: 3)
      $0.malpracticeThousandths = try record.parts("mp_gpci", decimals: 3)
    }
  }

  private static func locality(
    _ record: DelimitedFile.Record, _ days: TypeV1.DaySpan
  ) throws -> NetworkV1.PostalLocality {
    try .with {
      $0.postalCode = try record.text("zip5")
      $0.days = days
      $0.carrier = try record.text("carrier")
      $0.locality = try record.text("locality")
      $0.isSplit = try record.text("plus_four_flag") != "0"
    }
  }

  private static func message(_ days: DaySpan) -> TypeV1.DaySpan {
    .with {
      $0.from = .with { $0.days = days.from.number }
      $0.to = .with { $0.days = days.to.number }
    }
  }
}
