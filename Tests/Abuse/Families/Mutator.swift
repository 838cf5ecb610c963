import SampleClaims

/// Changes recorded sessions at random.
struct Mutator {
  private static let prefaceBytes = 24
  private static let bytesMax = 256 * 1024

  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// One of the sessions, changed in one to four ways.
  mutating func mutated(_ sessions: [[UInt8]]) -> [UInt8] {
    var bytes = pick(sessions)
    for _ in 0...Int.random(in: 0...3, using: &random) { change(&bytes, sessions) }
    return Array(bytes.prefix(Self.bytesMax))
  }

  private mutating func pick(_ sessions: [[UInt8]]) -> [UInt8] {
    sessions.randomElement(using: &random) ?? []
  }

  private mutating func change(_ bytes: inout [UInt8], _ sessions: [[UInt8]]) {
    guard bytes.count > Self.prefaceBytes + 1 else { return }
    let place = Int.random(in: Self.prefaceBytes..<bytes.count, using: &random)
    let other = Int.random(in: place..<min(bytes.count, place + 200), using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes[place] = .random(in: .min ... .max, using: &random)
    case 3: bytes.removeSubrange(place..<other)
    case 4: bytes.removeLast(bytes.count - place)
    case 5: bytes.insert(contentsOf: bytes[place..<other], at: place)
    default: replay(&bytes, at: place, sessions)
    }
  }

  /// Goes on with the frames of another session, or once more with its own.
  private mutating func replay(_ bytes: inout [UInt8], at place: Int, _ sessions: [[UInt8]]) {
    let isOwn = Bool.random(using: &random)
    let again = isOwn ? bytes : pick(sessions)
    bytes = (isOwn ? bytes : Array(bytes[..<place])) + again.dropFirst(Self.prefaceBytes)
  }
}
