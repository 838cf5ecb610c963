/// A file with one inpatient claim that uses most of the institutional guide.
enum InstitutionalFile {
  static let lines = text.split(separator: "\n").map(String.init)

  /// The file with the first line that begins with `start` replaced; SE01 is corrected.
  static func replacing(_ start: String, with replacement: String...) -> String {
    var lines = lines
    guard let index = lines.firstIndex(where: { $0.hasPrefix(start) }) else { return text }
    lines.replaceSubrange(index...index, with: replacement)
    if let first = lines.firstIndex(where: { $0.hasPrefix("ST*") }),
      let last = lines.firstIndex(where: { $0.hasPrefix("SE*") })
    {
      lines[last] = "SE*\(last - first + 1)*0001~"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let text =
    ClaimFile.header + """

      GS*HC*HOSPITAL*EXAMPLEHMO*20260310*1200*8*X*005010X223A2~
      ST*837*0001*005010X223A2~
      BHT*0019*00*BATCH2*20260310*1200*CH~
      NM1*41*2*HOSPITAL*****46*HOSPITAL~
      PER*IC*DESK*TE*5555550100~
      NM1*40*2*EXAMPLE HMO*****46*99001~
      HL*1**20*1~
      PRV*BI*PXC*282N00000X~
      NM1*85*2*EXAMPLE HOSPITAL*****XX*1000000053~
      N3*2 MAIN ST~
      N4*SPRINGFIELD*IL*62701~
      REF*EI*123456780~
      HL*2*1*22*0~
      SBR*P*18*GROUP1******HM~
      NM1*IL*1*SAMPLE*SAM****MI*M00000001~
      N3*1 OAK AVE~
      N4*SPRINGFIELD*IL*62702~
      DMG*D8*19700101*M~
      NM1*PR*2*EXAMPLE HMO*****PI*99001~
      CLM*STAY1*1250.75***11:A:1**A*Y*Y~
      DTP*096*TM*1130~
      DTP*434*RD8*20260103-20260107~
      DTP*435*DT*202601030815~
      CL1*1*7*01~
      PWK*DS*EL***AC*DOC2~
      AMT*F3*25~
      REF*G1*AUTH2~
      REF*EA*RECORD1~
      NTE*ADD*TRANSFERRED~
      HI*ABK:J189:::::::Y~
      HI*ABJ:R0600~
      HI*APR:R0600*APR:R509~
      HI*ABN:W19XXXA:::::::N~
      HI*DR:194~
      HI*ABF:E119:::::::Y*ABF:I10:::::::U~
      HI*BBR:0BH17EZ:D8:20260104~
      HI*BBQ:5A1935Z:D8:20260104~
      HI*BI:71:RD8:20251201-20251205~
      HI*BH:11:D8:20260102~
      HI*BE:80:::4*BE:A2:::15.31~
      HI*BG:09*BG:C5~
      HCP*02*1000*250.75~
      NM1*71*1*ROE*JO****XX*1000000020~
      PRV*AT*PXC*207R00000X~
      NM1*72*1*DOE*ALEX****XX*1000000012~
      NM1*ZZ*1*POE*LEE****XX*1000000046~
      NM1*82*1*MOE*KIT****XX*1000000061~
      NM1*77*2*ANNEX*****XX*1000000038~
      N3*9 MAIN ST~
      N4*SPRINGFIELD*IL*62701~
      NM1*DN*1*COE*MAX****XX*1000000079~
      SBR*S*18*OTHER1******CI~
      CAS*CO*45*100~
      AMT*D*75~
      OI***Y***Y~
      MIA*0***100~
      NM1*IL*1*SAMPLE*SAM****MI*X1~
      NM1*PR*2*OTHER PLAN*****PI*88001~
      DTP*573*D8*20260201~
      NM1*71*1~
      REF*G2*ATTEND~
      LX*1~
      SV2*0120**1000*DA*4*250*50~
      LX*2~
      SV2*0250*HC:J1885:JW*250.75*UN*2.5~
      PWK*OB*EL***AC*DOC3~
      DTP*472*D8*20260104~
      REF*6R*LINE2~
      AMT*GT*5~
      LIN**N4*00000000001~
      CTP****1*UN~
      NM1*72*1*DOE*ALEX****XX*1000000012~
      NM1*82*1*MOE*KIT****XX*1000000061~
      SVD*88001*75*HC:J1885*0250*1~
      CAS*PR*1*20~
      DTP*573*D8*20260201~
      SE*76*0001~
      GE*1*8~
      IEA*1*000000042~

      """
}
