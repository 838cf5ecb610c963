package import Domain

/// Who sends an invented file to whom, with which numbers.
package struct SampleEnvelope: Hashable, Sendable {
  /// ISA06 and GS02, at most 15 characters.
  package var sender: String
  /// ISA08 and GS03, at most 15 characters.
  package var receiver: String
  /// The payer's name in loops 1000B and 2010BB.
  package var payerName: String
  /// The payer's number in loops 1000B and 2010BB.
  package var payerID: String
  /// ISA13, from 1 to 999,999,999.
  package var interchangeControlNumber: Int
  /// GS06.
  package var groupControlNumber: Int
  /// ST02 of the first set; the others count on.
  package var firstSetControlNumber: Int
  /// The day the file was made.
  package var day: Day
  /// The time the file was made, four digits.
  package var time: String
  /// How many claims one set holds at most.
  package var claimsPerSetMax: Int
  /// Whether the file holds encounters (BHT06 RP) rather than claims (CH).
  package var holdsEncounters: Bool

  /// Makes an envelope.
  package init(
    sender: String, receiver: String, payerName: String, payerID: String,
    interchangeControlNumber: Int, groupControlNumber: Int = 1, firstSetControlNumber: Int = 1,
    day: Day, time: String = "1200", claimsPerSetMax: Int = 5_000,
    holdsEncounters: Bool = false
  ) {
    self.sender = sender
    self.receiver = receiver
    self.payerName = payerName
    self.payerID = payerID
    self.interchangeControlNumber = interchangeControlNumber
    self.groupControlNumber = groupControlNumber
    self.firstSetControlNumber = firstSetControlNumber
    self.day = day
    self.time = time
    self.claimsPerSetMax = claimsPerSetMax
    self.holdsEncounters = holdsEncounters
  }
}
