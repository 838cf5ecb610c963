/// The levels above a claim, each made once and shared by all claims under it, with their faults.
struct X12SharedLevels: Sendable {
  let header: X12Shared<X12ClaimSetHeader>?
  let billing: X12Shared<X12BillingLevel>?
  let subscriber: X12Shared<X12SubscriberLevel>?
  let patient: X12Shared<X12PatientLevel>?
  let faults: [X12Fault]
}
