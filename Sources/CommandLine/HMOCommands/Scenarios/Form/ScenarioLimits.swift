/// How large a scenario may be.
enum ScenarioLimits {
  /// A scenario file or a base, in bytes.
  static let fileBytesMax = 4 << 20
  /// An X12 file that a step submits, in bytes.
  static let claimFileBytesMax = 16 << 20
  /// Files of one run.
  static let filesMax = 10_000
  /// Steps of a scenario.
  static let stepsMax = 200
  /// Claims that one step submits or expects.
  static let claimsMax = 200
  /// Connections over which a claim is sent at once.
  static let connectionsMax: Int64 = 16
  /// Records of a list of reference data.
  static let recordsMax = 10_000
  /// Codes of a set.
  static let codesMax = 200_000
  /// A name or a number, in bytes.
  static let nameBytesMax = 200
  /// A sentence or two, in bytes.
  static let noteBytesMax = 4_000
}
