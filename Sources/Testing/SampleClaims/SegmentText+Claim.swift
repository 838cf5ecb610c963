import Domain

extension SegmentText {
  /// Adds loop 2300 with all inside it.
  mutating func add(_ claim: SampleClaim) {
    let charge = claim.statedCharge ?? claim.lineTotal
    add(
      "CLM",
      [
        SegmentText.cleaned(claim.id), charge.description, "", "",
        "\(claim.placeOfService):B:\(claim.frequency)", "Y", "A", "Y", "Y",
      ])
    if let number = claim.referralNumber { add("REF", "9F", number) }
    if let number = claim.authorizationNumber { add("REF", "G1", number) }
    if let number = claim.originalClaimNumber { add("REF", "F8", number) }
    addDiagnoses(claim.diagnoses)
    if let referring = claim.referring { add(referring, as: "DN") }
    if let rendering = claim.rendering { addRendering(rendering) }
    for (index, line) in claim.lines.enumerated() { add(line, number: index + 1) }
  }

  private mutating func addDiagnoses(_ codes: [String]) {
    guard !codes.isEmpty else { return }
    let values = codes.enumerated().map { index, code in
      (index == 0 ? "ABK:" : "ABF:") + SegmentText.cleaned(code)
    }
    add("HI", values)
  }

  private mutating func add(_ person: SamplePractitioner, as role: String) {
    add("NM1", role, "1", person.lastName, person.firstName, "", "", "", "XX", person.npi)
  }

  private mutating func addRendering(_ person: SamplePractitioner) {
    add(person, as: "82")
    if let taxonomy = person.taxonomy { add("PRV", "PE", "PXC", taxonomy) }
  }

  private mutating func add(_ line: SampleLine, number: Int) {
    add("LX", String(number))
    let procedure = (["HC", line.code] + line.modifiers).map(SegmentText.cleaned)
    add(
      "SV1",
      [
        procedure.joined(separator: ":"), line.charge.description, "UN",
        line.units.description, "", "",
        line.pointers.map { String($0) }.joined(separator: ":"), "",
        line.isEmergency ? "Y" : "",
      ])
    if let last = line.lastDay, last != line.day {
      add("DTP", "472", "RD8", "\(line.day.compact)-\(last.compact)")
    } else {
      add("DTP", "472", "D8", line.day.compact)
    }
    if let controlNumber = line.controlNumber { add("REF", "6R", controlNumber) }
  }
}
