import ClaimRules
import Testing

@Suite("What may be done to an original")
struct OriginalStandingTests {
  private func fault(
    _ change: OriginalStanding.Change, isDecided: Bool = true, isVoided: Bool = false,
    _ replacement: OriginalStanding.Replacement = .none
  ) -> IntakeFault? {
    OriginalStanding(isDecided: isDecided, isVoided: isVoided, replacement: replacement)
      .fault(for: change)
  }

  @Test("INTAKE-ORIGINAL: a decided claim that nothing took back or replaced may be changed")
  func free() {
    for change in [OriginalStanding.Change.void, .replacement] {
      #expect(fault(change) == nil)
      #expect(fault(change, .withoutEffect) == nil)
      #expect(fault(change, isVoided: true) == OriginalFault.unknown)
      #expect(fault(change, .final) == OriginalFault.replaced)
    }
  }

  @Test("INTAKE-ORIGINAL-OPEN: a claim that is not decided may not be changed yet")
  func open() {
    #expect(fault(.void, isDecided: false) == OriginalFault.open)
    #expect(fault(.replacement, isDecided: false) == OriginalFault.open)
  }

  @Test(
    "INTAKE-ORIGINAL-REPLACING: until a replacement is decided a void waits, another is refused")
  func replacing() {
    #expect(fault(.void, .open) == OriginalFault.replacing)
    #expect(fault(.replacement, .open) == OriginalFault.replaced)
    #expect(OriginalFault.replacing.kind == .invalid && OriginalFault.replaced.kind == .original)
  }
}
