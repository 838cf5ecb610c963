import Domain

/// Writes invented claims as an 837P file, without knowing how the suite reads one.
///
/// The claims keep their order, so that the n-th claim of the list is the n-th of the file. Claims
/// next to each other share the levels of billing provider, subscriber and patient that are equal.
package struct ClaimFileWriter: Sendable {
  private let envelope: SampleEnvelope
  private var segments = SegmentText()
  private var setCount = 0
  private var hierarchyCount = 0
  private var billing: (provider: SampleBillingProvider, number: Int)?
  private var subscriber: (member: SampleMember, number: Int)?
  private var patient: SampleDependent?

  private init(_ envelope: SampleEnvelope) {
    self.envelope = envelope
  }

  /// The text of a file with these claims; `breaksLines` puts every segment on its own line.
  package static func text(
    of claims: [SampleClaim], in envelope: SampleEnvelope, breaksLines: Bool = true
  ) -> String {
    var writer = ClaimFileWriter(envelope)
    writer.segments.breaksLines = breaksLines
    writer.write(claims)
    return writer.segments.text
  }

  private mutating func write(_ claims: [SampleClaim]) {
    let number = String(envelope.interchangeControlNumber)
    let control = String(repeating: "0", count: max(0, 9 - number.utf8.count)) + number
    segments.addHeader(envelope, controlNumber: control)
    segments.add(
      "GS", "HC", envelope.sender, envelope.receiver, envelope.day.compact, envelope.time,
      String(envelope.groupControlNumber), "X", "005010X222A1")
    var rest = claims[...]
    while !rest.isEmpty {
      let set = rest.prefix(max(1, envelope.claimsPerSetMax))
      writeSet(set)
      rest = rest.dropFirst(set.count)
    }
    segments.add("GE", String(setCount), String(envelope.groupControlNumber))
    segments.add("IEA", "1", control)
  }

  private mutating func writeSet(_ claims: ArraySlice<SampleClaim>) {
    let before = segments.count
    let number = String(envelope.firstSetControlNumber + setCount)
    let control = String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    setCount += 1
    hierarchyCount = 0
    billing = nil
    subscriber = nil
    patient = nil
    segments.add("ST", "837", control, "005010X222A1")
    writeBeginning(control)
    for (index, claim) in zip(claims.indices, claims) {
      writeLevels(of: claim, rest: claims[index...])
      segments.add(claim)
    }
    segments.add("SE", String(segments.count - before + 1), control)
  }

  private mutating func writeBeginning(_ control: String) {
    segments.add(
      "BHT", "0019", "00", control, envelope.day.compact, envelope.time,
      envelope.holdsEncounters ? "RP" : "CH")
    segments.add("NM1", "41", "2", envelope.sender, "", "", "", "", "46", envelope.sender)
    segments.add("PER", "IC", "CLAIMS DESK", "TE", "5555550100")
    segments.add("NM1", "40", "2", envelope.payerName, "", "", "", "", "46", envelope.payerID)
  }

  private mutating func writeLevels(of claim: SampleClaim, rest: ArraySlice<SampleClaim>) {
    if billing?.provider != claim.billing { open(claim.billing) }
    if subscriber?.member != claim.member || (patient != nil && claim.dependent == nil) {
      let family = rest.prefix { $0.billing == claim.billing && $0.member == claim.member }
      open(claim, hasDependents: family.contains { $0.dependent != nil })
    }
    if let dependent = claim.dependent, patient != dependent { open(dependent) }
  }

  private mutating func open(_ provider: SampleBillingProvider) {
    hierarchyCount += 1
    billing = (provider, hierarchyCount)
    subscriber = nil
    patient = nil
    segments.add("HL", String(hierarchyCount), "", "20", "1")
    segments.add(provider)
  }

  private mutating func open(_ claim: SampleClaim, hasDependents: Bool) {
    hierarchyCount += 1
    let parent = billing?.number ?? 0
    subscriber = (claim.member, hierarchyCount)
    patient = nil
    segments.add(
      "HL", String(hierarchyCount), String(parent), "22", hasDependents ? "1" : "0")
    segments.add(claim.member, relationship: claim.dependent == nil ? "18" : "")
    segments.add(
      "NM1", "PR", "2", envelope.payerName, "", "", "", "", "PI", envelope.payerID)
  }

  private mutating func open(_ dependent: SampleDependent) {
    hierarchyCount += 1
    patient = dependent
    let parent = subscriber?.number ?? 0
    segments.add("HL", String(hierarchyCount), String(parent), "23", "0")
    segments.add(dependent)
  }
}
