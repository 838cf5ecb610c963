/// Writes an interchange of professional claims.
///
/// What ``ProfessionalClaimFileReader`` read comes back the same when it is written and read again.
/// Claims that stand behind each other with equal levels share them; hierarchy levels are numbered
/// anew. Segments that stood in no loop of the guide are left out.
package struct ProfessionalClaimWriter: Sendable {
  private let interchange: X12InterchangeHeader
  private let group: X12GroupHeader
  private var writer: X12SegmentWriter
  private var setCount = 0
  private var hierarchy = Hierarchy()

  /// Begins an interchange with one functional group, in the delimiters that its header names.
  package init(
    interchange: X12InterchangeHeader, group: X12GroupHeader, breaksLines: Bool = false
  ) throws(X12Error) {
    self.interchange = interchange
    self.group = group
    writer = X12SegmentWriter(delimiters: interchange.delimiters, breaksLines: breaksLines)
    try writer.write(interchange)
    try writer.write(
      "GS",
      [
        .text(group.functionalID), .text(group.sender), .text(group.receiver),
        .text(group.date), .text(group.time), .text(group.controlNumber), "X",
        .text(group.guide),
      ])
  }

  /// Writes a set with these claims; the header of the first one is the header of the set.
  package mutating func writeSet(
    controlNumber: String, claims: [X12ProfessionalClaim]
  ) throws(X12Error) {
    let before = writer.segmentCount
    setCount += 1
    hierarchy = Hierarchy()
    try writer.write("ST", ["837", .text(controlNumber), .text(group.guide)])
    if let first = claims.first { try write(first.header.outgoing) }
    for (index, claim) in claims.enumerated() {
      try writeLevels(of: claim, rest: claims[index...])
      try write(claim.outgoing)
    }
    let count = writer.segmentCount - before + 1
    try writer.write("SE", [.text(String(count)), .text(controlNumber)])
  }

  /// Ends group and interchange and gives all bytes.
  package consuming func finish() throws(X12Error) -> [UInt8] {
    try writer.write("GE", [.text(String(setCount)), .text(group.controlNumber)])
    try writer.write("IEA", ["1", .text(interchange.controlNumber)])
    return writer.bytes
  }

  private struct Hierarchy {
    var count = 0
    var billing: X12BillingLevel?
    var billingNumber = 0
    var subscriber: X12SubscriberLevel?
    var subscriberNumber = 0
    var patient: X12PatientLevel?
  }

  private mutating func writeLevels(
    of claim: X12ProfessionalClaim, rest: ArraySlice<X12ProfessionalClaim>
  ) throws(X12Error) {
    guard let billing = claim.billing, let subscriber = claim.subscriber else {
      throw X12Error(
        .claimOutsideHierarchy, segmentOrdinal: writer.segmentCount + 1,
        byteOffset: writer.bytes.count)
    }
    if hierarchy.billing != billing { try open(billing) }
    if hierarchy.subscriber != subscriber
      || (hierarchy.patient != nil && claim.patient == nil)
    {
      let family = rest.prefix { $0.billing == billing && $0.subscriber == subscriber }
      try open(subscriber, hasPatients: family.contains { $0.patient != nil })
    }
    if let patient = claim.patient, hierarchy.patient != patient { try open(patient) }
  }

  private mutating func open(_ level: X12BillingLevel) throws(X12Error) {
    hierarchy.count += 1
    hierarchy.billing = level
    hierarchy.billingNumber = hierarchy.count
    hierarchy.subscriber = nil
    hierarchy.patient = nil
    try writer.write("HL", [.text(String(hierarchy.count)), "", "20", "1"])
    try write(level.outgoing)
  }

  private mutating func open(
    _ level: X12SubscriberLevel, hasPatients: Bool
  ) throws(X12Error) {
    hierarchy.count += 1
    hierarchy.subscriber = level
    hierarchy.subscriberNumber = hierarchy.count
    hierarchy.patient = nil
    try writer.write(
      "HL",
      [
        .text(String(hierarchy.count)), .text(String(hierarchy.billingNumber)), "22",
        hasPatients ? "1" : "0",
      ])
    try write(level.outgoing)
  }

  private mutating func open(_ level: X12PatientLevel) throws(X12Error) {
    hierarchy.count += 1
    hierarchy.patient = level
    try writer.write(
      "HL",
      [.text(String(hierarchy.count)), .text(String(hierarchy.subscriberNumber)), "23", "0"])
    try write(level.outgoing)
  }

  private mutating func write(_ segments: [X12OutgoingSegment]) throws(X12Error) {
    for segment in segments {
      switch segment {
      case .made(let id, let elements): try writer.write(id, elements)
      case .read(let segment): try writer.write(segment)
      }
    }
  }
}
