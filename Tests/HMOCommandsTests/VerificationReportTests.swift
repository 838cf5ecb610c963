import ArgumentParser
import Foundation
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("What the checks of the suite came to")
struct VerificationReportTests {
  private let wrong = VerificationReport.Violation(
    invariant: "PAY-BALANCE", record: "product P", finding: "it is not the sum")

  private func check(_ service: String, _ violations: Int = 0) -> VerificationReport.Check {
    VerificationReport.Check(
      service: service, checked: "everything",
      violations: Array(repeating: wrong, count: violations))
  }

  @Test("A suite is sound when every check was made and found nothing")
  func sound() {
    var report = VerificationReport()
    report.add(check("payment"))
    report.add(check("gateway"))
    #expect(report.failure == nil)
    #expect(
      report.table == """
        SERVICE  CHECKED     VIOLATIONS
        payment  everything           0
        gateway  everything           0
        """)
  }

  @Test("Nothing that was checked is no sound suite")
  func nothing() {
    #expect(VerificationReport().failure?.code == ExitCodes.failed)
  }

  @Test("A service that could not be asked is never taken for a sound one")
  func missing() {
    var report = VerificationReport()
    report.add(check("payment"))
    report.add(
      check("gateway"),
      failedBy: CommandFailure("it is away. Try: hmo status", code: ExitCodes.unreachable))
    #expect(report.failure?.code == ExitCodes.unreachable)
    #expect(report.failure?.message.contains("gateway. it is away. Try: hmo status") == true)
    #expect(report.table.contains("gateway  not checked to the end: it is away"))
    #expect(report.table.hasSuffix("-"))
  }

  @Test("What is wrong weighs more than what could not be asked, also when a check broke off")
  func brokenOff() {
    var report = VerificationReport()
    report.add(
      check("eligibility"), failedBy: CommandFailure("away", code: ExitCodes.unreachable))
    report.add(check("payment", 2), failedBy: CommandFailure("it broke off"))
    #expect(report.failure?.code == ExitCodes.failed)
    #expect(report.failure?.message.hasPrefix("2 violations") == true)
    #expect(report.table.hasSuffix("2"))
  }

  @Test("As JSON a report names every check, finding and failure")
  func json() throws {
    var report = VerificationReport()
    report.add(check("payment", 1))
    report.add(check("network"), failedBy: CommandFailure("away"))
    let read = try JSONSerialization.jsonObject(with: Data(try report.json().utf8))
    let checks = try #require((read as? [String: Any])?["checks"] as? [[String: Any]])
    #expect(checks.map { $0["service"] as? String } == ["payment", "network"])
    let violations = try #require(checks[0]["violations"] as? [[String: String]])
    #expect(violations.map { $0["invariant"] } == ["PAY-BALANCE"])
    #expect(checks[1]["failure"] as? String == "away")
  }

  @Test("Where no suite is, each service is said to be unchecked, with exit code 1")
  func noSuite() async throws {
    let folder = try TemporaryFolder()
    let command = try VerifyCommand.parse(["--directory", folder.path])
    let error = await #expect(throws: ExitCode.self) { try await command.run() }
    #expect(error?.rawValue == ExitCodes.failed)
  }
}

@Suite("What payment and gateway say of the same claim")
struct DecidedSumsTests {
  private func sums(_ versions: (Int32, paid: Int64, share: Int64)...) -> DecidedSums {
    var sums = DecidedSums()
    for (version, paid, share) in versions {
      sums.add(
        .with {
          $0.version = version
          $0.paid = .with { $0.cents = paid }
          $0.patientShare = .with { $0.cents = share }
        })
    }
    return sums
  }

  private func claim(_ version: Int32, paid: Int64?, share: Int64 = 0) -> ClaimV1.ClaimSummary {
    .with {
      $0.version = version
      $0.paid = paid.map { cents in .with { $0.cents = cents } }
      $0.patientShare = .with { $0.cents = share }
    }
  }

  @Test("Equal sums agree, also over a version that takes another back")
  func agree() {
    #expect(sums((1, 8_500, 2_500)).difference(from: claim(1, paid: 8_500, share: 2_500)) == nil)
    let voided = sums((1, 8_500, 2_500), (2, -8_500, -2_500))
    #expect(voided.difference(from: claim(2, paid: 0)) == nil)
    #expect(voided.isComparable(with: claim(2, paid: 0)))
  }

  @Test("A cent more or less is found, in the payment and in the patient's share")
  func differ() {
    let paid = sums((1, 8_500, 2_500)).difference(from: claim(1, paid: 8_501, share: 2_500))
    #expect(paid?.contains("pays another amount") == true)
    let share = sums((1, 8_500, 2_500)).difference(from: claim(1, paid: 8_500, share: 2_499))
    #expect(share?.contains("patient owes another amount") == true)
  }

  @Test("A claim is compared once each of its versions is in a remittance")
  func waits() {
    let early = claim(2, paid: 0)
    #expect(sums((1, 8_500, 0)).difference(from: early) == nil)
    #expect(!sums((1, 8_500, 0)).isComparable(with: early))
    #expect(sums((1, 8_500, 0)).difference(from: claim(1, paid: nil)) == nil)
    #expect(sums((1, 8_500, 0)).difference(from: claim(0, paid: 1)) == nil)
  }

  @Test("The versions of a claim are compared with the one that stands, under whatever number")
  func chain() {
    var comparison = RemittedComparison()
    for (version, paid) in [(Int32(1), Int64(8_500)), (2, -8_500), (3, 13_000)] {
      comparison.add(
        .with {
          $0.claimID = "HC1"
          $0.version = version
          $0.paid = .with { $0.cents = paid }
        })
    }
    var replaced = claim(1, paid: 0)
    replaced.claimID = "HC1"
    replaced.originalClaimID = "HC1"
    replaced.standingClaimID = "HC2"
    #expect(comparison.difference(replaced) == nil)
    #expect(comparison.compared == 0)
    var open = claim(5, paid: nil)
    open.claimID = "HC3"
    open.originalClaimID = "HC1"
    #expect(comparison.difference(open) == nil)
    var standing = claim(3, paid: 13_001)
    standing.claimID = "HC2"
    standing.originalClaimID = "HC1"
    #expect(comparison.difference(standing)?.invariant == "SUITE-PAID")
    #expect(comparison.compared == 1)
  }

  @Test("Sums beyond 64 bits trap nothing")
  func overflow() {
    let sums = sums((1, .max, 0), (2, .max, 0))
    #expect(sums.paid == .max)
  }
}
