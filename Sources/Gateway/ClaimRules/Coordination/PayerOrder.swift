import Domain

/// A place in the order of payers as a claim says it: `P`, `S`, `T`, then `A` to `H` (rule `COB-1`).
struct PayerOrder: Hashable, Comparable {
  /// The letters of the places, the first payer's first.
  private static let letters = Array("PSTABCDEFGH")

  /// The place, from 1.
  let place: Int

  /// Reads a place, or gives nothing for anything that is none, such as `U`.
  init?(_ text: String) {
    guard text.utf8.count == 1, let letter = text.first,
      let index = PayerOrder.letters.firstIndex(of: letter)
    else { return nil }
    place = index + 1
  }

  static func < (left: PayerOrder, right: PayerOrder) -> Bool {
    left.place < right.place
  }
}
