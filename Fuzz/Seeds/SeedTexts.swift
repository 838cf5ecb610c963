/// Small files of the kinds that the invented world does not write.
enum SeedTexts {
  static let all = [
    ("institutional.837", file("HC", "005010X223A2", institutional)),
    ("inquiry.276", file("HR", "005010X212", inquiry)),
    ("remittance.835", file("HP", "005010X221A1", remittance)),
    ("acknowledgement.999", file("FA", "005010X231A1", acknowledgement)),
    ("acknowledgement.277", file("HN", "005010X214", claimAcknowledgement)),
    ("acknowledgement.ta1", header + "TA1*000000001*260310*1200*A*000~\nIEA*0*000000042~\n"),
  ]

  private static let header =
    "ISA*00*          *00*          *ZZ*SAMPLEHMO      *ZZ*SAMPLECLINIC   "
    + "*260310*1200*^*00501*000000042*0*T*:~\n"

  /// One set in an interchange; SE01 is counted.
  private static func file(_ functionalID: String, _ guide: String, _ body: String) -> String {
    let count = body.split(separator: "\n").count + 1
    return header + "GS*\(functionalID)*SAMPLEHMO*SAMPLECLINIC*20260310*1200*7*X*\(guide)~\n"
      + body + "\nSE*\(count)*0001~\nGE*1*7~\nIEA*1*000000042~\n"
  }

  private static let institutional = """
    ST*837*0001*005010X223A2~
    BHT*0019*00*B1*20260310*1200*CH~
    NM1*41*2*SAMPLE HOSPITAL*****46*HOSPITAL~
    PER*IC*DESK*TE*5555550100~
    NM1*40*2*SAMPLE HMO*****46*SAMPLEHMO~
    HL*1**20*1~
    NM1*85*2*SAMPLE HOSPITAL*****XX*1000000004~
    N3*1 MAIN ST~
    N4*SPRINGFIELD*IL*62701~
    REF*EI*123456789~
    HL*2*1*22*0~
    SBR*P*18*******HM~
    NM1*IL*1*SAMPLE*SAM****MI*M00000001~
    N3*1 OAK AVE~
    N4*SPRINGFIELD*IL*62702~
    DMG*D8*19700101*M~
    NM1*PR*2*SAMPLE HMO*****PI*SAMPLEHMO~
    CLM*STAY1*1500***11:A:1**A*Y*Y~
    DTP*096*TM*1130~
    DTP*434*RD8*20260301-20260304~
    DTP*435*DT*202603010830~
    CL1*1*7*01~
    HI*ABK:I10:::::::Y~
    HI*ABJ:R079~
    HI*BBR:02HK3DZ:D8:20260302~
    HI*BE:80:::3~
    HI*DR:291~
    NM1*71*1*ROE*JO****XX*1000000020~
    LX*1~
    SV2*0120**1500*DA*3~
    """

  private static let inquiry = """
    ST*276*0001*005010X212~
    BHT*0010*13*ASK1*20260310*1200~
    HL*1**20*1~
    NM1*PR*2*SAMPLE HMO*****PI*SAMPLEHMO~
    HL*2*1*21*1~
    NM1*41*2*SAMPLE CLINIC*****46*SAMPLECLINIC~
    HL*3*2*19*1~
    NM1*1P*2*SAMPLE CLINIC*****XX*1000000004~
    HL*4*3*22*0~
    DMG*D8*19700101*M~
    NM1*IL*1*SAMPLE*SAM****MI*M00000001~
    TRN*1*TRACE1~
    REF*EJ*PATACCT1~
    AMT*T3*150.5~
    DTP*472*D8*20260110~
    SVC*HC:G0463*150.5*****1~
    DTP*472*D8*20260110~
    """

  private static let remittance = """
    ST*835*0001~
    BPR*I*39.2*C*CHK************20260312~
    TRN*1*EFT1*1512345678~
    DTM*405*20260310~
    N1*PR*SAMPLE HMO~
    N3*1 PAYER WAY~
    N4*SPRINGFIELD*IL*62701~
    PER*BL*EDI SUPPORT*TE*8005550100~
    N1*PE*SAMPLE CLINIC*XX*1000000004~
    REF*TJ*123456789~
    LX*1~
    CLP*PATACCT1*1*150*39.2*60*HM*HC000000000001*11*1~
    NM1*QC*1*SAMPLE*SAM****MI*M00000001~
    SVC*HC:G0463*150*39.2**1~
    DTM*472*20260110~
    CAS*CO*45*50**253*0.8~
    CAS*PR*1*50**2*10~
    AMT*B6*100~
    """

  private static let acknowledgement = """
    ST*999*0001*005010X231A1~
    AK1*HC*7*005010X222A1~
    AK2*837*0001*005010X222A1~
    IK3*CLM*20*2300*8~
    IK4*2*782*6~
    IK5*R*5~
    AK9*R*1*1*0~
    """

  private static let claimAcknowledgement = """
    ST*277*0001*005010X214~
    BHT*0085*08*ACK1*20260310*1200*TH~
    HL*1**20*1~
    NM1*PR*2*SAMPLE HMO*****PI*SAMPLEHMO~
    TRN*1*ACK1~
    DTP*050*D8*20260310~
    DTP*009*D8*20260310~
    HL*2*1*21*1~
    NM1*41*2*SAMPLE CLINIC*****46*SAMPLECLINIC~
    TRN*2*B1~
    STC*A1:19*20260310*WQ*150~
    QTY*90*1~
    AMT*YU*150~
    HL*3*2*19*1~
    NM1*85*2*SAMPLE CLINIC*****XX*1000000004~
    HL*4*3*PT~
    NM1*QC*1*SAMPLE*SAM****MI*M00000001~
    TRN*2*PATACCT1~
    STC*A2:20*20260310*WQ*150~
    REF*1K*HC000000000001~
    DTP*472*D8*20260110~
    """
}
