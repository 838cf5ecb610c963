/// A file with two claims that uses most of the guide, as lines that tests change.
struct ClaimFile {
  var lines: [String]

  var text: String { lines.joined(separator: "\n") + "\n" }

  init() {
    lines = ClaimFile.whole.split(separator: "\n").map(String.init)
  }

  /// The file without its first claim and the people above that.
  static var withOneClaim: ClaimFile {
    var file = ClaimFile()
    guard let first = file.lines.firstIndex(where: { $0.hasPrefix("HL*2") }),
      let last = file.lines.firstIndex(where: { $0.hasPrefix("HL*4") })
    else { return file }
    file.lines.replaceSubrange(first...last, with: ["HL*2*1*22*0~"])
    file.correctCount()
    return file
  }

  /// The file with the first line that begins with `start` replaced by others; SE01 is corrected.
  func replacing(_ start: String, with replacement: String...) -> ClaimFile {
    var copy = self
    guard let index = lines.firstIndex(where: { $0.hasPrefix(start) }) else { return self }
    copy.lines.replaceSubrange(index...index, with: replacement)
    copy.correctCount()
    return copy
  }

  /// The file with its last line that begins with `start` replaced.
  func replacingLast(_ start: String, with replacement: String) -> ClaimFile {
    var copy = self
    guard let index = lines.lastIndex(where: { $0.hasPrefix(start) }) else { return self }
    copy.lines[index] = replacement
    return copy
  }

  private mutating func correctCount() {
    guard let first = lines.firstIndex(where: { $0.hasPrefix("ST*") }),
      let last = lines.firstIndex(where: { $0.hasPrefix("SE*") })
    else { return }
    lines[last] = "SE*\(last - first + 1)*0001~"
  }

  static let header =
    "ISA*00*          *00*          *ZZ*CLINICS        *ZZ*EXAMPLEHMO     "
    + "*260310*1200*^*00501*000000042*0*T*:~"

  private static let whole =
    header + """

      GS*HC*CLINICS*EXAMPLEHMO*20260310*1200*7*X*005010X222A1~
      ST*837*0001*005010X222A1~
      BHT*0019*00*BATCH1*20260310*1200*CH~
      NM1*41*2*CLINICS*****46*CLINICS~
      PER*IC*DESK*TE*5555550100~
      NM1*40*2*EXAMPLE HMO*****46*99001~
      HL*1**20*1~
      PRV*BI*PXC*207Q00000X~
      NM1*85*2*EXAMPLE CLINIC*****XX*1000000004~
      N3*1 MAIN ST*SUITE 2~
      N4*SPRINGFIELD*IL*62701~
      REF*EI*123456789~
      PER*IC*OFFICE*TE*5555550101~
      NM1*87*2~
      N3*PO BOX 1~
      N4*SPRINGFIELD*IL*62703~
      HL*2*1*22*1~
      SBR*P**GROUP1*PLAN*****HM~
      NM1*IL*1*SAMPLE*SAM*Q**JR*MI*M00000001~
      N3*1 OAK AVE~
      N4*SPRINGFIELD*IL*62702~
      DMG*D8*19700101*M~
      NM1*PR*2*EXAMPLE HMO*****PI*99001~
      HL*3*2*23*0~
      PAT*19~
      NM1*QC*1*SAMPLE*KIM~
      N3*1 OAK AVE~
      N4*SPRINGFIELD*IL*62702~
      DMG*D8*20100228*F~
      CLM*PATACCT1*150.5***22:B:1*Y*A*Y*Y**AA:::IL~
      DTP*439*D8*20260109~
      DTP*435*D8*20260110~
      PWK*B3*EL***AC*DOC1~
      AMT*F5*10~
      REF*9F*REFER1~
      REF*G1*AUTH1~
      NTE*ADD*SEEN TWICE~
      HI*ABK:I10*ABF:E119~
      HI*BP:00100~
      NM1*DN*1*DOE*ALEX****XX*1000000012~
      NM1*82*1*ROE*JO****XX*1000000020~
      PRV*PE*PXC*207R00000X~
      NM1*77*2*SURGERY CENTER*****XX*1000000038~
      N3*9 MAIN ST~
      N4*SPRINGFIELD*IL*62701~
      NM1*DQ*1*POE*LEE****XX*1000000046~
      SBR*S*19*OTHER1******CI~
      CAS*PR*1*20**2*5.25*1~
      AMT*D*75~
      OI***Y***Y~
      NM1*IL*1*SAMPLE*PAT****MI*X1~
      NM1*PR*2*OTHER PLAN*****PI*88001~
      DTP*573*D8*20260201~
      LX*1~
      SV1*HC:G0463:25:59*100.5*UN*1***1:2**Y~
      DTP*472*D8*20260110~
      REF*6R*LINE1~
      REF*G1*THEIRS**2U:88001~
      LIN**N4*00000000001~
      CTP****1*UN~
      NM1*82*1*ROE*JO****XX*1000000020~
      PRV*PE*PXC*208D00000X~
      SVD*88001*75*HC:G0463**1~
      CAS*PR*1*20**2*5.5~
      DTP*573*D8*20260201~
      AMT*EAF*25.5~
      LX*2~
      SV1*HC:J1885*50*UN*2.5*11**2~
      DTP*472*RD8*20260110-20260112~
      HL*4*1*22*0~
      SBR*P*18*******HM~
      NM1*IL*1*OTHER*ANN****MI*M00000002~
      DMG*D8*19800101*F~
      NM1*PR*2*EXAMPLE HMO*****PI*99001~
      CLM*PATACCT2*40***11:B:7*Y*A*Y*Y~
      REF*F8*CLAIM9~
      HI*ABK:J069~
      LX*1~
      SV1*HC:G0444*40*UN*1***1~
      DTP*472*D8*20260111~
      SE*80*0001~
      GE*1*7~
      IEA*1*000000042~
      """
}
