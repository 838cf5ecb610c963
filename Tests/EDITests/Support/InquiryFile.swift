/// A file with three inquiries: by bill, by our number, and about a line of a dependent's claim.
enum InquiryFile {
  static let lines = text.split(separator: "\n").map(String.init)

  /// The file with the first line that begins with `start` replaced.
  static func replacing(_ start: String, with replacement: String) -> String {
    var lines = lines
    if let index = lines.firstIndex(where: { $0.hasPrefix(start) }) { lines[index] = replacement }
    return lines.joined(separator: "\n") + "\n"
  }

  static let text =
    ClaimFile.header + """

      GS*HR*CLINICS*EXAMPLEHMO*20260310*1200*9*X*005010X212~
      ST*276*0001*005010X212~
      BHT*0010*13*ASK1*20260310*1425~
      HL*1**20*1~
      NM1*PR*2*EXAMPLE HMO*****PI*99001~
      HL*2*1*21*1~
      NM1*41*2*CLEARING*****46*CLEAR1~
      HL*3*2*19*1~
      NM1*1P*2*EXAMPLE HOSPITAL*****XX*1000000053~
      HL*4*3*22*0~
      DMG*D8*19700101*M~
      NM1*IL*1*SAMPLE*SAM****MI*M00000001~
      TRN*1*TRACE1~
      REF*BLT*111~
      REF*EJ*STAY1~
      AMT*T3*1250.75~
      DTP*472*RD8*20260103-20260107~
      TRN*1*TRACE2~
      REF*1K*CLAIM9~
      DTP*472*D8*20260109~
      HL*5*2*19*1~
      NM1*1P*2*EXAMPLE CLINIC*****XX*1000000004~
      HL*6*5*22*1~
      NM1*IL*1*OTHER*ANN****MI*M00000002~
      HL*7*6*23*0~
      DMG*D8*20150301*F~
      NM1*QC*1*OTHER*KIM~
      TRN*1*TRACE3~
      REF*EJ*PATACCT3~
      SVC*HC:99213:25*150*****1~
      REF*FJ*LINE1~
      DTP*472*D8*20260110~
      SVC*NU:0450*99.5**0450***2~
      SE*33*0001~
      GE*1*9~
      IEA*1*000000042~

      """
}
