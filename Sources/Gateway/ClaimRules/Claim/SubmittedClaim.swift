package import Domain

/// A claim as it was submitted, before any check.
package struct SubmittedClaim: Hashable, Sendable {
  /// The submitter's own number.
  package var patientControlNumber: String
  /// Who bills.
  package var billingNPI: String
  /// The tax number of who bills.
  package var billingTIN: String
  /// Who did the work; empty for the billing provider.
  package var renderingNPI: String
  /// Who referred the patient; empty for nobody.
  package var referringNPI: String
  /// The patient as the claim names the member.
  package var patient: Redacted<Patient>
  /// The number of a prior authorization; empty when none.
  package var authorizationNumber: String
  /// The number of a referral; empty when none.
  package var referralNumber: String
  /// The total charge.
  package var charge: Money
  /// The place of service.
  package var placeOfService: String
  /// Why it was sent: `1` original, `7` replacement, `8` void.
  package var frequency: String
  /// The payer's number of the original that a replacement or void names.
  package var originalClaimID: String
  /// Diagnosis codes without the dot, the principal one first.
  package var diagnoses: [String]
  /// The lines.
  package var lines: [Line]
  /// Whether it only reports an encounter.
  package var isEncounter: Bool
  /// Whether it names another payer.
  package var hasOtherPayer: Bool
  /// The taxonomy code of who bills; empty when the claim has none.
  package var billingTaxonomy = ""
  /// The postal code of where the billing provider practises; empty when the claim has none.
  package var billingPostalCode = ""
  /// The postal code of where the services were given, when that is not where the billing provider
  /// practises; empty otherwise.
  package var facilityPostalCode = ""
  /// The form in which it was billed.
  package var kind = Kind.professional
  /// What only an institution bills.
  package var institutional = Institutional()
  /// Papers that were promised for the whole claim, or said to be available.
  package var attachments: [Attachment] = []
  /// Other payers, and what they decided of the whole claim.
  package var otherPayers: [OtherPayer] = []
  /// This plan's place in the order of payers, such as `S`; empty for behind every other payer.
  package var payerOrder = ""

  /// Makes a claim.
  package init(
    patientControlNumber: String, billingNPI: String, billingTIN: String,
    renderingNPI: String = "", referringNPI: String = "", patient: Redacted<Patient>,
    authorizationNumber: String = "", referralNumber: String = "", charge: Money,
    placeOfService: String, frequency: String = "1", originalClaimID: String = "",
    diagnoses: [String], lines: [Line], isEncounter: Bool = false, hasOtherPayer: Bool = false
  ) {
    self.patientControlNumber = patientControlNumber
    self.billingNPI = billingNPI
    self.billingTIN = billingTIN
    self.renderingNPI = renderingNPI
    self.referringNPI = referringNPI
    self.patient = patient
    self.authorizationNumber = authorizationNumber
    self.referralNumber = referralNumber
    self.charge = charge
    self.placeOfService = placeOfService
    self.frequency = frequency
    self.originalClaimID = originalClaimID
    self.diagnoses = diagnoses
    self.lines = lines
    self.isEncounter = isEncounter
    self.hasOtherPayer = hasOtherPayer
  }

  /// The patient as the claim names the member.
  package struct Patient: Hashable, Sendable {
    /// The member's number.
    package var memberID: String
    /// The family name.
    package var familyName: String
    /// The given name.
    package var givenName: String
    /// The birth date; absent when the claim has none.
    package var birthDate: Day?
    /// The postal code.
    package var postalCode: String

    /// Makes a patient.
    package init(
      memberID: String, familyName: String, givenName: String = "", birthDate: Day?,
      postalCode: String = ""
    ) {
      self.memberID = memberID
      self.familyName = familyName
      self.givenName = givenName
      self.birthDate = birthDate
      self.postalCode = postalCode
    }
  }

  /// One line as it was submitted.
  package struct Line: Hashable, Sendable {
    /// The line's number, from 1.
    package var lineNumber: Int
    /// The procedure code.
    package var procedure: String
    /// Its modifiers, in order.
    package var modifiers: [String]
    /// The charge.
    package var charge: Money
    /// How many.
    package var quantity: Quantity
    /// What is counted: `UN` units; empty means units.
    package var unit: String
    /// The first day of service; absent when the claim has none.
    package var from: Day?
    /// The last day of service; absent when it is the first.
    package var to: Day?
    /// The place of service; empty for the claim's.
    package var placeOfService: String
    /// The diagnoses that it treats, from 1.
    package var diagnosisPointers: [Int]
    /// Who did it; empty for the claim's rendering provider.
    package var renderingNPI: String
    /// The number of a prior authorization; empty for the claim's.
    package var authorizationNumber: String
    /// The number of a referral; empty for the claim's.
    package var referralNumber: String
    /// Whether the provider marked it as an emergency.
    package var isMarkedEmergency: Bool
    /// The revenue code of an institutional line; empty on a professional one.
    package var revenueCode = ""
    /// The postal code of where it was given; empty for the claim's.
    package var facilityPostalCode = ""
    /// Papers that were promised for the line, or said to be available.
    package var attachments: [Attachment] = []
    /// What other payers decided of the line.
    package var otherPayers: [OtherPayerLine] = []

    /// Makes a line.
    package init(
      lineNumber: Int, procedure: String, modifiers: [String] = [], charge: Money,
      quantity: Quantity = Quantity(units: 1), unit: String = "UN", from: Day?, to: Day? = nil,
      placeOfService: String = "", diagnosisPointers: [Int] = [1], renderingNPI: String = "",
      authorizationNumber: String = "", referralNumber: String = "",
      isMarkedEmergency: Bool = false
    ) {
      self.lineNumber = lineNumber
      self.procedure = procedure
      self.modifiers = modifiers
      self.charge = charge
      self.quantity = quantity
      self.unit = unit
      self.from = from
      self.to = to
      self.placeOfService = placeOfService
      self.diagnosisPointers = diagnosisPointers
      self.renderingNPI = renderingNPI
      self.authorizationNumber = authorizationNumber
      self.referralNumber = referralNumber
      self.isMarkedEmergency = isMarkedEmergency
    }
  }
}

extension SubmittedClaim {
  /// Who did the work of `line`: the line's, else the claim's, else the billing provider.
  package func renderingNPI(of line: Line) -> String {
    if !line.renderingNPI.isEmpty { return line.renderingNPI }
    return renderingNPI.isEmpty ? billingNPI : renderingNPI
  }

  /// Where `line` was done: the line's place, else the claim's; an institution's place follows from
  /// its type of bill.
  package func placeOfService(of line: Line) -> String {
    if !line.placeOfService.isEmpty { return line.placeOfService }
    guard placeOfService.isEmpty, kind == .institutional else { return placeOfService }
    return institutional.isOutpatient ? "22" : "21"
  }

  /// The postal code of where the line of that number was given, when that is not where the billing
  /// provider practises; empty otherwise.
  package func facilityPostalCode(ofLine number: Int) -> String {
    let own = lines.first { $0.lineNumber == number }?.facilityPostalCode ?? ""
    return own.isEmpty ? facilityPostalCode : own
  }

  /// The diagnoses that `line` treats: those that it points to; all of the claim's on an institutional
  /// line.
  package func diagnoses(of line: Line) -> [String] {
    guard kind == .professional else { return diagnoses }
    return line.diagnosisPointers.compactMap { pointer in
      diagnoses.indices.contains(pointer - 1) ? diagnoses[pointer - 1] : nil
    }
  }

  /// What `line` asks to be paid for: its procedure, else its revenue code.
  package func service(of line: Line) -> String {
    line.procedure.isEmpty ? line.revenueCode : line.procedure
  }

  /// The lines as the services see them, or line 0 for a stay as a whole. A line without a day, which
  /// intake refuses, is left out.
  package var billedLines: [BilledLine] {
    let stay = self.stay
    return parts.compactMap { billed($0, during: stay) }
  }

  /// A part of the claim as other services are asked about it; nothing without a day.
  package func billed(_ line: Line, during stay: Stay?) -> BilledLine? {
    guard let day = line.from else { return nil }
    var billed = BilledLine(
      lineNumber: line.lineNumber, procedure: service(of: line), modifiers: line.modifiers,
      charge: line.charge, quantity: line.quantity, day: day,
      placeOfService: placeOfService(of: line), renderingNPI: renderingNPI(of: line))
    billed.stay = stay
    billed.unit = line.isCountedInUnits ? "" : line.unit
    return billed
  }
}
