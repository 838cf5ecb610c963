/// The people and organisations of a claim in an 835.
package struct X12RemittanceParties: Hashable, Sendable {
  /// NM1*QC, the patient.
  package var patient: X12OutgoingName
  /// NM1*IL, the subscriber when the patient is another person.
  package var subscriber: X12OutgoingName?
  /// NM1*74, the patient or subscriber as we know them, when the claim had it wrong.
  package var corrected: X12OutgoingName?
  /// NM1*82, the rendering provider when it is not the payee.
  package var rendering: X12OutgoingName?
  /// NM1*TT, the payer to whom the claim was forwarded.
  package var forwardedTo: X12OutgoingName?

  /// Names the patient and the others that there are.
  package init(
    patient: X12OutgoingName, subscriber: X12OutgoingName? = nil,
    corrected: X12OutgoingName? = nil, rendering: X12OutgoingName? = nil,
    forwardedTo: X12OutgoingName? = nil
  ) {
    self.patient = patient
    self.subscriber = subscriber
    self.corrected = corrected
    self.rendering = rendering
    self.forwardedTo = forwardedTo
  }
}

extension X12RemittanceParties: PrintsRedacted {}
