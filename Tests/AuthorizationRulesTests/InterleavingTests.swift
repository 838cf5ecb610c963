import AuthorizationRules
import Domain
import Testing

@Suite("Any order of holds, settlements and releases")
struct InterleavingTests {
  /// One hold that is not ended yet.
  private struct Open {
    let reservations: [Reservation]
  }

  @Test("AUTH-UNITS-1: used and reserved together never pass what was approved")
  func unitsStayWithinApproval() {
    let seed = UInt64.random(in: .min ... .max)
    print("seed of the interleavings: \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<300 { runOneOrder(&random) }
  }

  private func runOneOrder(_ random: inout SplitMix) {
    let approved = Int.random(in: 1...8, using: &random)
    var record = Sample.authorization("A1", Sample.approved(units: approved))
    var open: [Open] = []
    for _ in 0..<60 {
      if open.isEmpty || Bool.random(using: &random) {
        let asked = Int.random(in: 1...4, using: &random)
        let decision = Sample.decide(
          Sample.authorized(1, units: asked), Sample.authorized(2, units: asked),
          authorizations: [record])
        reserve(decision.reservations, in: &record)
        open.append(Open(reservations: decision.reservations))
      } else {
        let ended = open.remove(at: Int.random(in: 0..<open.count, using: &random))
        end(ended, in: &record, &random)
      }
      let line = record.lines[0]
      #expect(line.used >= .zero && line.reserved >= .zero)
      #expect(line.used + line.reserved <= line.approved)
    }
    for ended in open { end(ended, in: &record, &random) }
    #expect(record.lines[0].reserved == .zero)
  }

  private func reserve(_ reservations: [Reservation], in record: inout AuthorizationOnFile) {
    for reservation in reservations {
      record.lines[0].reserved =
        record.lines[0].reserved + (reservation.units?.quantity ?? .zero)
    }
  }

  private func end(
    _ open: Open, in record: inout AuthorizationOnFile, _ random: inout SplitMix
  ) {
    for reservation in open.reservations {
      let held = reservation.units?.quantity ?? .zero
      let taken = Quantity(thousandths: Int64.random(in: 0...held.thousandths, using: &random))
      record.lines[0].reserved = record.lines[0].reserved - held
      record.lines[0].used = record.lines[0].used + taken
    }
  }
}

/// A generator whose run can be repeated from its seed.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
