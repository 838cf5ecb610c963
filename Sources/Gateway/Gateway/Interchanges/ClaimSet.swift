import Domain
import EDI

/// A set under way: what it brought, kept until its trailer shows that it is whole.
struct ClaimSet {
  /// The most claims or inquiries in one set, as the guides have it.
  static let itemsMax = 5_000
  /// The most bytes of one set: what is kept of it takes several times as much memory.
  static let bytesMax = 16 << 20

  let header: X12SetHeader
  /// The number of the set in its group.
  let ordinal: Int
  private(set) var claims: [Claim] = []
  private(set) var inquiries: [X12StatusInquiry] = []
  /// The claims that are not kept because the set is too large.
  private(set) var left: [ClaimSet.Left] = []
  private(set) var isTooLarge = false
  private let firstByte: Int

  /// A claim of the set; held once, because it is large.
  final class Claim: Sendable {
    let value: X12Claim

    init(_ value: consuming X12Claim) {
      self.value = value
    }
  }

  /// A claim of a set that is too large.
  struct Left {
    let key: X12ClaimKey
    let patientControlNumber: String
  }

  /// The most claims that are named one by one when the set is too large.
  static let leftMax = 10_000

  init(_ header: X12SetHeader, ordinal: Int, firstByte: Int) {
    self.header = header
    self.ordinal = ordinal
    self.firstByte = firstByte
  }

  /// Takes a claim that ended before `byte` of the file.
  mutating func add(_ claim: consuming X12Claim, before byte: Int) {
    guard hasRoom(byte) else { return leave(claim.key, claim.identifier.value) }
    claims.append(Claim(claim))
  }

  /// Takes an inquiry that ended before `byte` of the file.
  mutating func add(_ inquiry: X12StatusInquiry, before byte: Int) {
    guard hasRoom(byte) else { return leave(inquiry.key, "") }
    inquiries.append(inquiry)
  }

  private func hasRoom(_ byte: Int) -> Bool {
    !isTooLarge && claims.count + inquiries.count < ClaimSet.itemsMax
      && byte - firstByte <= ClaimSet.bytesMax
  }

  /// Nothing of a set that is too large is stored, so what was kept of it is given up.
  private mutating func leave(_ key: X12ClaimKey, _ patientControlNumber: String) {
    if !isTooLarge {
      isTooLarge = true
      left = claims.map {
        Left(key: $0.value.key, patientControlNumber: $0.value.identifier.value)
      }
      claims.removeAll()
      inquiries.removeAll()
    }
    guard left.count < ClaimSet.leftMax else { return }
    left.append(Left(key: key, patientControlNumber: patientControlNumber))
  }

  /// What a 999 says of the set.
  func reading(_ verdict: X12SetVerdict) -> X12SetReading {
    let tooLarge = X12Fault(.tooManySegments, at: header.position)
    var reading = X12SetReading(isTooLarge ? verdict.adding(tooLarge) : verdict)
    let echo = X12Echo(header.interchange.delimiters)
    for claim in claims where !claim.value.faults.isEmpty {
      reading.add(
        faults: claim.value.faults, ofClaim: echo(claim.value.identifier.value, 35) ?? "")
    }
    for inquiry in inquiries where !inquiry.faults.isEmpty {
      reading.add(
        faults: inquiry.faults, ofClaim: echo(inquiry.patientAccount?.value, 35) ?? "")
    }
    return reading
  }
}
