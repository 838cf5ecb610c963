package import Domain

/// A service of the sample world: a HCPCS Level II number with wording of our own.
package struct SampleService: Hashable, Sendable {
  /// The code.
  package let code: String
  /// What it is, in our words.
  package let wording: String
  /// What a provider bills for one unit.
  package let charge: Money
  /// Where it is usually given.
  package let placeOfService: String

  private init(_ code: String, _ wording: String, dollars: Int64, at placeOfService: String) {
    self.code = code
    self.wording = wording
    self.charge = Money(cents: dollars * 100)
    self.placeOfService = placeOfService
  }

  /// The services of the sample world.
  package static let all: [SampleService] = [
    SampleService("G0463", "Visit at a clinic", dollars: 165, at: "11"),
    SampleService("T1015", "Visit at a health centre, all included", dollars: 210, at: "11"),
    SampleService("S9083", "Visit at an urgent care centre", dollars: 190, at: "20"),
    SampleService("G0381", "Emergency room visit, lower level", dollars: 380, at: "23"),
    SampleService("G0383", "Emergency room visit, higher level", dollars: 920, at: "23"),
    SampleService("G0438", "First yearly wellness visit", dollars: 240, at: "11"),
    SampleService("G0439", "Further yearly wellness visit", dollars: 180, at: "11"),
    SampleService("G0444", "Yearly screening for depression", dollars: 40, at: "11"),
    SampleService("G0105", "Colonoscopy as a screening", dollars: 1_450, at: "24"),
    SampleService("G0008", "Giving a flu vaccine", dollars: 35, at: "11"),
    SampleService("J1885", "Ketorolac injection", dollars: 12, at: "11"),
    SampleService("J9271", "Pembrolizumab infusion, a milligram", dollars: 68, at: "11"),
    SampleService("H0004", "Counselling, a quarter of an hour", dollars: 45, at: "11"),
    SampleService("S9131", "Physical therapy at home, a day", dollars: 150, at: "12"),
    SampleService(
      "G0151", "Physical therapist at home, a quarter of an hour", dollars: 48, at: "12"),
    SampleService("C8900", "Vessel imaging of the abdomen with contrast", dollars: 1_900, at: "22"),
    SampleService("E0143", "Folding walker with wheels", dollars: 140, at: "12"),
    SampleService("E0601", "Airway pressure device for sleep", dollars: 980, at: "12"),
    SampleService("E1390", "Oxygen concentrator, a month", dollars: 260, at: "12"),
    SampleService("A0428", "Ambulance ride, planned", dollars: 520, at: "41"),
    SampleService("A0429", "Ambulance ride, emergency", dollars: 870, at: "41"),
  ]

  /// The service with this code.
  package static func of(_ code: String) -> SampleService? {
    all.first { $0.code == code }
  }
}
