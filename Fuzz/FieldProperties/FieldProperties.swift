package import Properties

/// What holds for all bytes that stand in the small forms of the wire: header values, status details,
/// compressed messages, JSON, descriptors.
///
/// Each is read or refused and never traps, and what was read is written and read the same again.
package enum FieldProperties {
  /// Throws what does not hold for `bytes`, whose first chooses the form; a trap is a violation too.
  package static func check(_ bytes: [UInt8]) throws(BrokenProperty) {
    guard let first = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    switch first % 10 {
    case 0: try StatusForms.details(rest)
    case 1: try StatusForms.percent(rest)
    case 2: try HeaderForms.traceParent(rest)
    case 3: try HeaderForms.timeout(rest)
    case 4: try HeaderForms.base64(rest)
    case 5: try MessageForms.gzip(rest)
    case 6: try MessageForms.framing(rest)
    case 7: try JSONForms.message(rest)
    case 8: try JSONForms.descriptors(rest)
    default: try NameForms.identity(rest)
    }
  }
}
