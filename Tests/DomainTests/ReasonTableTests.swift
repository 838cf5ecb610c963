import Domain
import Testing

@Suite("The table of reasons")
struct ReasonTableTests {
  /// Adjustment codes that their owner has retired; none may be sent on a new claim.
  private static let retired: Set<String> = Set(
    """
    15 17 25 28 30 36 37 38 41 42 43 46 47 48 52 57 62 63 64 65 67 68 71 72 73 77 79 80 81 82 83 84 \
    86 87 88 92 93 98 99 113 120 123 124 125 126 127 138 141 145 156 162 165 168 191 217 218 220 221
    """.split(separator: " ").map(String.init))

  @Test("OUT-2: every reason has exactly one row, and no row stands for nothing")
  func everyReasonHasOneRow() {
    #expect(
      ReasonTable.rows.map(\.reason).sorted { $0.rawValue < $1.rawValue }
        == Reason.allCases.sorted { $0.rawValue < $1.rawValue })
    for reason in Reason.allCases {
      #expect(ReasonTable.row(for: reason)?.reason == reason)
    }
  }

  @Test("OUT-1: no two reasons share a place, so that of any two one decides")
  func precedenceIsTotal() {
    let places = ReasonTable.rows.map(\.precedence)
    #expect(Set(places).count == places.count)
    for left in places {
      for right in places where left != right {
        #expect((left < right) != (right < left))
      }
    }
    #expect(places == places.sorted(), "the rows stand in the order in which they decide")
  }

  @Test(
    "OUT-1: identity decides before network, network before benefit, benefit before authorization")
  func familiesAreInOrder() {
    let order: [Reason] = [
      .duplicate, .memberNotFound, .billingExcluded, .contractEnded, .notBenefit, .outOfNetwork,
      .referralMissing, .authorizationMissing,
    ]
    #expect(ReasonTable.ordered(order.reversed()) == order)
    #expect(ReasonTable.ordered(order + order) == order, "each is kept once")
    #expect(ReasonTable.ordered([Reason]()) == [])
  }

  @Test("OUT-1: inside authorization another member's number decides first, used units last")
  func authorizationReasonsAreInOrder() {
    #expect(
      ReasonTable.ordered(Reason.allCases).filter { $0.rawValue.hasPrefix("AUTH_") } == [
        .authorizationOtherMember, .authorizationMissing, .authorizationDenied,
        .authorizationOtherProvider, .authorizationOtherService, .authorizationEnded,
        .authorizationNotBegun, .authorizationUnitsUsed,
      ])
  }

  @Test(
    "A duplicate and what waits is nobody's, the member's cover the patient's, the rest the provider's"
  )
  func groupsAreLegal() {
    let patient: Set<Reason> = [
      .memberNotFound, .nameMismatch, .beforeCoverage, .afterCoverage, .coverageLapsed,
      .notBenefit, .outOfNetwork, .limitReached,
    ]
    for row in ReasonTable.rows {
      let group: AdjustmentGroup =
        row.reason == .duplicate || row.reason.isSuspension
        ? .other : patient.contains(row.reason) ? .patient : .contractual
      #expect(row.group == group, "\(row.reason.rawValue)")
    }
  }

  @Test("A code is one to three characters, is in use, and 16 and 96 carry a remark")
  func codesAreLegal() {
    for row in ReasonTable.rows {
      let code = row.code.rawValue
      #expect((1...3).contains(code.utf8.count), "\(row.label)")
      #expect(code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
      #expect(!ReasonTableTests.retired.contains(code), "\(row.label) is retired")
      if ["16", "96"].contains(code) { #expect(!row.remarks.isEmpty, "\(code) needs a remark") }
      #expect(row.label == "\(row.group.rawValue)-\(code)")
    }
  }

  @Test("A remark is M, MA or N with up to three digits, and none is said twice")
  func remarksAreLegal() throws {
    for row in ReasonTable.rows {
      for remark in row.remarks {
        let isRemark = try #/(M|N)[1-9][0-9]{0,2}|MA[0-9]{2,3}/#.wholeMatch(in: remark) != nil
        #expect(isRemark, "\(remark)")
        #expect(!["N29", "N484", "N793"].contains(remark), "\(remark) is retired")
      }
      #expect(Set(row.remarks).count == row.remarks.count)
    }
  }

  @Test(
    "OUT-2: the codes that people know stand for their reasons",
    arguments: [
      (.duplicate, "OA-18", []), (.memberNotFound, "PR-31", []), (.afterCoverage, "PR-27", []),
      (.notCredentialed, "CO-B7", ["N570"]), (.notOnRoster, "CO-185", ["N198"]),
      (.outOfNetwork, "PR-242", ["N130"]), (.referralMissing, "CO-288", []),
      (.referralExpired, "CO-288", ["N351"]), (.referralIssuer, "CO-183", []),
      (.authorizationMissing, "CO-197", []), (.authorizationNotBegun, "CO-197", ["N54"]),
      (.authorizationEnded, "CO-302", []), (.authorizationUnitsUsed, "CO-198", []),
      (.authorizationOtherMember, "CO-197", ["M62"]), (.late, "CO-29", []),
      (.afterDeath, "CO-13", []), (.planYearCrossed, "CO-16", ["M59"]),
      (.billingTaxNumberUnknown, "CO-16", ["N516"]), (.diagnosisNotValid, "CO-146", []),
      (.procedureNotValid, "CO-181", []), (.modifierNotValid, "CO-182", []),
      (.placeNotValid, "CO-16", ["M77"]), (.revenueCodeNotValid, "CO-16", ["M50"]),
      (.inpatientProcedureNotValid, "CO-16", ["MA66"]), (.billTypeNotValid, "CO-16", ["MA30"]),
      (.attachmentMissing, "CO-163", []), (.coverageSplit, "CO-239", ["N61"]),
      (.otherPayerFirst, "CO-22", ["MA04"]), (.otherPayerUnclear, "CO-22", ["N4"]),
      (.replacementNotTaken, "CO-16", ["N152"]),
      (.modifierDoesNotFit, "CO-4", []), (.placeDoesNotFit, "CO-5", []),
      (.revenueCodeDoesNotFit, "CO-199", []), (.hospice, "CO-B9", []),
      (.packaged, "CO-97", []), (.limitReached, "PR-119", []),
      (.limitReachedProvider, "CO-222", []), (.notNecessary, "CO-50", []),
      (.experimental, "CO-55", []), (.wrongSetting, "CO-58", []), (.tooMany, "CO-151", []),
    ] as [(Reason, String, [String])])
  func knownCodes(reason: Reason, label: String, remarks: [String]) {
    #expect(ReasonTable.row(for: reason)?.label == label)
    #expect(ReasonTable.row(for: reason)?.remarks == remarks)
  }

  @Test("Every row says why, what would change it, and by which rule")
  func wordsAreThere() {
    for row in ReasonTable.rows {
      #expect(row.meaning.hasSuffix(".") && row.remedy.hasSuffix("."), "\(row.reason.rawValue)")
      #expect(!row.rule.name.isEmpty)
    }
    #expect(Set(ReasonTable.rows.map(\.meaning)).count == ReasonTable.rows.count)
  }
}

@Suite("The reasons to wait for a person")
struct PendReasonTests {
  @Test("Each says in a sentence what it means and what to do")
  func everyPendHasAMeaning() {
    #expect(PendReason.allCases.allSatisfy { $0.meaning.hasSuffix(".") })
    #expect(Set(PendReason.allCases.map(\.meaning)).count == PendReason.allCases.count)
  }

  @Test("A person may deny only with a reason that has codes")
  func denialsHaveRows() {
    for denial in PendReason.allCases.flatMap(\.denials) {
      #expect(ReasonTable.row(for: denial) != nil)
    }
  }

  @Test("What nobody found out about the claim itself cannot be denied by hand")
  func nothingUnknownIsDenied() {
    let undeniable = PendReason.allCases.filter(\.denials.isEmpty)
    #expect(
      undeniable == [
        .encounter, .capitatedCostShare, .withhold, .graceOutcomeUnknown, .stepRefused,
        .answerIncomplete,
      ])
  }

  @Test("A person may let go on what only judgement settles, and nothing that needs a fact")
  func overruled() {
    #expect(
      PendReason.allCases.filter(\.mayBeOverruled) == [
        .emergencyUnconfirmed, .visitsUncertain, .possibleDuplicate,
      ])
  }
}
