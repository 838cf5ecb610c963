import EDI
import Properties

/// Everything that reading a file at the front door gave.
struct ClaimFileReading: Equatable {
  /// A set with its claims or inquiries; without a verdict when the file broke off in it.
  struct ReadSet {
    let header: X12SetHeader
    var claims: [X12Claim] = []
    var inquiries: [X12StatusInquiry] = []
    var verdict: X12SetVerdict?

    /// Whether nothing at all was found to be wrong.
    var isFaultless: Bool {
      guard let verdict else { return false }
      return verdict.faults.isEmpty && verdict.isTrailerRight
        && claims.allSatisfy(\.faults.isEmpty) && inquiries.allSatisfy(\.faults.isEmpty)
        && !(claims.isEmpty && inquiries.isEmpty)
    }
  }

  private(set) var events: [X12FileEvent] = []
  private(set) var error: X12Error?

  init(_ bytes: [UInt8], chunk: Int) {
    var reader = X12FileReader()
    do throws(X12Error) {
      for start in stride(from: 0, to: bytes.count, by: max(1, chunk)) {
        reader.push(bytes[start..<min(start + chunk, bytes.count)])
        while let event = try reader.next() { events.append(event) }
      }
      reader.finish()
      while let event = try reader.next() { events.append(event) }
    } catch {
      self.error = error
    }
  }

  /// The sets in the order of the file.
  var sets: [ReadSet] {
    var sets: [ReadSet] = []
    for event in events {
      if case .setBegan(let header) = event { sets.append(ReadSet(header: header)) }
      guard let last = sets.indices.last else { continue }
      switch event {
      case .claim(let claim): sets[last].claims.append(claim)
      case .inquiry(let inquiry): sets[last].inquiries.append(inquiry)
      case .setEnded(let verdict): sets[last].verdict = verdict
      case .setBegan, .interchangeBegan, .groupBegan, .groupEnded, .interchangeEnded: break
      }
    }
    return sets
  }

  var faultlessSets: [ReadSet] { sets.filter(\.isFaultless) }

  var claims: [X12Claim] { sets.flatMap(\.claims) }

  var inquiries: [X12StatusInquiry] { sets.flatMap(\.inquiries) }

  var faults: [X12Fault] {
    claims.flatMap(\.faults) + inquiries.flatMap(\.faults)
      + sets.flatMap { $0.verdict?.faults ?? [] }
  }
}

extension ClaimFileReading.ReadSet {
  /// The set in an interchange of its own; nothing when a value holds a delimiter, which the writer
  /// refuses because no value of ours may.
  func written() throws(BrokenProperty) -> [UInt8]? {
    do throws(X12Error) {
      return try header.transaction == "837" ? writtenClaims() : writtenInquiries()
    } catch {
      if error.code == .valueNotWritable { return nil }
      throw BrokenProperty("what was read can be written; \(error.message)")
    }
  }

  private func writtenClaims() throws(X12Error) -> [UInt8] {
    var writer = try X12ClaimWriter(interchange: header.interchange, group: header.group)
    try writer.writeSet(controlNumber: header.controlNumber, claims: claims)
    return try writer.finish()
  }

  private func writtenInquiries() throws(X12Error) -> [UInt8] {
    var writer = try X12StatusInquiryWriter(interchange: header.interchange, group: header.group)
    try writer.writeSet(controlNumber: header.controlNumber, inquiries: inquiries)
    return try writer.finish()
  }
}
