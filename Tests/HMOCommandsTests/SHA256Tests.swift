import Testing

@testable import HMOCommands

@Suite("The digest of a paper")
struct SHA256Tests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(
    "It is that of the standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(hex(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test("A million letters come to the standard's digest, in whatever parts they are given")
  func parts() {
    var hash = SHA256()
    for _ in 0..<1_000 { hash.update([UInt8](repeating: UInt8(ascii: "a"), count: 1_000)) }
    #expect(
      hex(hash.finish()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("Every length around a block is digested like the same bytes one by one")
  func lengths() {
    for length in 50...130 {
      let bytes = (0..<length).map { UInt8($0) }
      var hash = SHA256()
      for byte in bytes { hash.update([byte]) }
      #expect(hash.finish() == SHA256.digest(of: bytes), "\(length)")
    }
  }
}
