import Domain
import Messages
import Protobuf

@testable import HMOCommands

/// What payment and the network say of a few dozen practices, the same for the same seed.
enum ReportFixture {
  private static let names = [
    "Lakeside Clinic", "Hilltop Family Medicine", "Cedar Valley Orthopedics", "Harbor Cardiology",
    "Prairie Health Center", "Northside Internal Medicine", "Juniper Dermatology", "Mesa Eye Group",
    "Riverbend Pediatrics & Family", "St. Brigid Physician Network", "Blue Oak Surgery",
    "Summit Imaging",
  ]

  /// Practices of every size, ownership and area.
  static func providers(_ count: Int) -> [String: NetworkV1.ListedProvider] {
    let all = (0..<count).map { number in
      let provider = NetworkV1.Provider.with {
        $0.npi = npi(number)
        $0.name = names[number % names.count] + (number < names.count ? "" : " \(number)")
        $0.practiceSize.rawValue = Int32(1 + number % 4)
        $0.ownership.rawValue = Int32(1 + number % 5)
      }
      return NetworkV1.ListedProvider.with {
        $0.provider = provider
        $0.rurality.rawValue = Int32(1 + number % 3)
      }
    }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.provider?.npi ?? "", $0) })
  }

  /// A group of the ledger.
  static func group(
    _ number: Int, month: Int = 0, base: Int64, rate: Int32 = 200, members: Int32 = 20,
    otherwise: Int64? = nil
  ) -> PaymentV1.SequestrationGroup {
    let kept = Money(cents: base).share(BasisPoints(rate)).cents
    return .with {
      $0.billingNPI = npi(number)
      $0.billingTIN = String(900_000_000 + number)
      $0.month = TypeV1.Day.with { $0.days = first(ofMonth: month)?.number ?? 0 }
      $0.lineOfBusiness = .medicareAdvantage
      $0.rateBasisPoints = rate
      ($0.claims, $0.members) = (members * 2, members)
      $0.baseAmount = .with { $0.cents = base }
      $0.sequestered = .with { $0.cents = kept }
      $0.paid = .with { $0.cents = base - kept }
      if let otherwise { $0.whatIfSequestered = .with { $0.cents = otherwise } }
    }
  }

  /// The first day of a month, numbered from July 2025.
  private static func first(ofMonth number: Int) -> Day? {
    Day(year: 2025 + (number + 6) / 12, month: 1 + (number + 6) % 12, day: 1)
  }

  /// A year and a half of many practices; some months of some are below zero.
  static func facts(
    practices: Int = 30, months: Int = 18, otherRate: Int32? = nil
  ) -> SequestrationFacts {
    var state: UInt64 = 20_260_310
    func next(_ bound: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % bound
    }
    let groups = (0..<practices).flatMap { number in
      (0..<months).map { month in
        let size = Int64(1 + (practices - number) * (practices - number)) * 2_000
        let base = next(20) == 0 ? -next(size) : size + next(size)
        return group(
          number, month: month, base: base, members: Int32(5 + next(40)),
          otherwise: otherRate.map { Money(cents: base).share(BasisPoints($0)).cents })
      }
    }
    return SequestrationFacts(
      groups: groups, providers: providers(practices),
      days: (Day(year: 2025, month: 7, day: 1), Day(year: 2026, month: 12, day: 31)),
      otherRate: otherRate.map { BasisPoints($0) })
  }

  private static func npi(_ number: Int) -> String { String(1_000_000_004 + number * 8) }
}
