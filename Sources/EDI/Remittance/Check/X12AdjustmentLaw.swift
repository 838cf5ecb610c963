import Domain

/// What the code lists allow of adjustment reason codes and remark codes, as data.
///
/// Numbers only: the wording belongs to those who keep the lists. State of the lists: August 2026.
enum X12AdjustmentLaw {
  /// Reason codes that were taken out of use; only a reversal may repeat one.
  static let retired: Set<String> = words(
    """
    15 17 25 28 30 36 37 38 41 42 43 46 47 48 52 57 62 63 64 65 67 68 71 72 73 77 79 80 81 82 83
    84 86 87 88 92 93 98 99 113 120 123 124 125 126 127 138 141 145 156 162 165 168 191 196 214
    217 218 220 221 230 244 255 A2 A3 A4 A7 B2 B3 B5 B6 B17 B18 B19 B21 D1 D2 D3 D4 D5 D6 D7 D8
    D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 W1 W2 W3 W4 W5 W6 W7 W8 W9 Y1 Y2
    Y3
    """)

  /// Reason codes that stand with some group codes only.
  static let groups: [String: Set<AdjustmentGroup>] = table([
    ([.other], "18 23 133 136 209 257 271 277"),
    ([.patient], "1 2 3 201 229 238 275"),
    ([.contractual], "104 139 249 253 281 303"),
    ([.contractual, .payerInitiated], "278"),
    ([.contractual, .patient], "45"),
    ([.contractual], "24 94 131 144 161"),
  ])

  /// Reason codes that say too little without a remark code.
  static let requiringRemark: Set<String> = words(
    "16 96 129 148 201 226 227 234 237 250 251 252 267 307 A1")

  /// Remark codes that were taken out of use.
  static let retiredRemarks: Set<String> = words("N29 N484 N793")

  /// Remark codes that only inform; none of them explains an adjustment.
  static let alerts: Set<String> = words(
    """
    M4 M6 M9 M16 M17 M27 M32 M38 M41 M70 M118 MA01 MA02 MA07 MA08 MA10 MA13 MA14 MA15 MA18 MA19
    MA26 MA28 MA44 MA45 MA59 MA62 MA68 MA72 MA77 N1 N21 N23 N59 N84 N85 N88 N89 N132 N133 N134
    N136 N137 N138 N139 N140 N154 N155 N156 N162 N177 N183 N185 N187 N189 N196 N202 N210 N211 N215
    N220 N352 N353 N355 N358 N360 N363 N364 N367 N369 N371 N381 N387 N400 N437 N444 N469 N492 N505
    N506 N508 N509 N510 N511 N512 N513 N520 N539 N544 N548 N549 N550 N616 N617 N618 N687 N688 N689 N690
    N691 N693 N694 N695 N696 N697 N698 N781 N782 N783 N864 N865 N866 N867 N869 N870 N874 N875 N876
    N877
    """)

  /// Whether `code` has the form of a reason code of health insurance.
  ///
  /// P, W and Y belong to workers' compensation and to property and casualty.
  static func isReasonOfHealth(_ code: String) -> Bool {
    let digits = code.first.map { "ABD".contains($0) } == true ? code.dropFirst() : code[...]
    return (1...3).contains(digits.utf8.count)
      && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func table(
    _ rows: [(Set<AdjustmentGroup>, String)]
  ) -> [String: Set<AdjustmentGroup>] {
    let pairs = rows.flatMap { groups, codes in words(codes).map { ($0, groups) } }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
