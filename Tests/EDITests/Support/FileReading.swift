import EDI

/// Everything that reading a file gave.
struct FileReading: Equatable {
  var events: [X12FileEvent] = []
  var error: X12Error?

  /// Reads a whole file in chunks of so many bytes.
  init(_ bytes: [UInt8], chunk: Int = 65_536) {
    var reader = X12FileReader()
    var start = 0
    do throws(X12Error) {
      while start < bytes.count {
        reader.push(bytes[start..<min(start + chunk, bytes.count)])
        start += chunk
        while let event = try reader.next() { events.append(event) }
      }
      reader.finish()
      while let event = try reader.next() { events.append(event) }
    } catch {
      self.error = error
    }
  }

  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  var claims: [X12Claim] {
    events.compactMap { if case .claim(let claim) = $0 { claim } else { nil } }
  }

  var inquiries: [X12StatusInquiry] {
    events.compactMap { if case .inquiry(let inquiry) = $0 { inquiry } else { nil } }
  }

  var verdicts: [X12SetVerdict] {
    events.compactMap { if case .setEnded(let verdict) = $0 { verdict } else { nil } }
  }

  /// Every fault of the file: of envelope, sets, claims and inquiries.
  var faults: [X12Fault] {
    events.flatMap { event -> [X12Fault] in
      switch event {
      case .interchangeBegan, .groupBegan, .setBegan: []
      case .claim(let claim): claim.faults
      case .inquiry(let inquiry): inquiry.faults
      case .setEnded(let verdict): verdict.faults
      case .groupEnded(let verdict), .interchangeEnded(let verdict): verdict.faults
      }
    }
  }

  /// All places and codes, which equality of fields leaves out.
  var places: [String] {
    claims.flatMap { claim in
      claim.faults.map(\.description)
        + [claim.charge.position.description]
        + claim.lines.map(\.charge.position.description)
    }
  }
}
