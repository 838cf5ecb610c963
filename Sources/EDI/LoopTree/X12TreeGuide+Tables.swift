extension X12TreeGuide {
  /// The guide of a set, or nothing when sets of its kind are not read as trees.
  static func guide(of header: X12SetHeader) -> X12TreeGuide? {
    switch header.transaction {
    case "835": remittance
    case "999": functionalAcknowledgement
    case "277": header.guide.contains("X214") ? claimAcknowledgement : statusResponse
    default: nil
    }
  }

  /// 005010X221A1.
  static let remittance = X12TreeGuide([
    Row(root, in: "", "ST", 0, "", "BPR NTE TRN CUR REF DTM"),
    Row("1000A", in: root, "N1", 1, "PR", "N3 N4 REF PER"),
    Row("1000B", in: root, "N1", 1, "PE", "N3 N4 REF RDM"),
    Row("2000", in: root, "LX", 0, "", "TS3 TS2"),
    Row("2100", in: "2000 header", "CLP", 0, "", "CAS NM1 MIA MOA REF DTM PER AMT QTY"),
    Row("2110", in: "2100", "SVC", 0, "", "DTM CAS REF AMT QTY LQ"),
    Row("footer", in: root, "PLB", 0, "", "PLB"),
  ])

  /// 005010X231A1.
  static let functionalAcknowledgement = X12TreeGuide([
    Row(root, in: "", "ST", 0, "", "AK1", trailers: "AK9"),
    Row("2000", in: root, "AK2", 0, "", "", trailers: "IK5"),
    Row("2100", in: "2000", "IK3", 0, "", "CTX"),
    Row("2110", in: "2100", "IK4", 0, "", "CTX"),
  ])

  /// 005010X214.
  static let claimAcknowledgement = X12TreeGuide(
    [Row(root, in: "", "ST", 0, "", "BHT")]
      + level("A", "20", in: root, trace: "DTP")
      + level("B", "21", in: "2000A", trace: "STC QTY AMT")
      + level("C", "19", in: "2000B", trace: "STC REF QTY AMT")
      + level("D", "PT", in: "2000C", trace: "STC REF DTP")
      + [Row("2220D", in: "2200D", "SVC", 0, "", "STC REF DTP")])

  /// 005010X212.
  static let statusResponse = X12TreeGuide(
    [Row(root, in: "", "ST", 0, "", "BHT")]
      + level("A", "20", in: root, name: "PER", trace: nil)
      + level("B", "21", in: "2000A", trace: "STC")
      + level("C", "19", in: "2000B", trace: "STC")
      + level("D", "22", in: "2000C", trace: "STC REF DTP")
      + level("E", "23", in: "2000D", trace: "STC REF DTP")
      + [
        Row("2220D", in: "2200D", "SVC", 0, "", "STC REF DTP"),
        Row("2220E", in: "2200E", "SVC", 0, "", "STC REF DTP"),
      ])

  /// A level with its name and what is traced: loops 2000, 2100 and 2200 of one letter.
  private static func level(
    _ letter: String, _ code: String, in parent: String, name: String = "", trace: String?
  ) -> [Row] {
    let own = "2000" + letter
    let rows = [
      Row(own, in: parent, "HL", 3, code), Row("2100" + letter, in: own, "NM1", 0, "", name),
    ]
    guard let trace else { return rows }
    return rows + [Row("2200" + letter, in: own, "TRN", 0, "", trace)]
  }
}
