import Domain
import Testing

@Suite("What is redacted does not print")
struct RedactedTests {
  private struct Person: Hashable, Sendable {
    let name = "Quisling-7731"
    let number = 7731
  }

  private struct Claim: Sendable {
    let patient = Redacted(Person())
    let texts = [Redacted("Quisling-7731")]
    let optional: Redacted<String>? = Redacted("Quisling-7731")
    let table = ["member": Redacted("Quisling-7731")]
  }

  private struct Failure: Error {
    let member = Redacted("Quisling-7731")
  }

  private func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  @Test("Neither printing, debugging nor dumping shows the value, alone or inside other values")
  func neverPrints() {
    let values: [Any] = [
      Redacted(Person()), Redacted("Quisling-7731"), Redacted(7731), Claim(), [Claim()], Failure(),
      Optional(Redacted("Quisling-7731")) as Any, (Redacted("Quisling-7731"), 1),
    ]
    for value in values {
      for text in ["\(value)", String(describing: value), String(reflecting: value), dumped(value)]
      {
        #expect(!text.contains("7731"), "\(type(of: value)) prints its value")
      }
    }
    #expect("\(Redacted(7731))" == "<redacted>")
    #expect(String(reflecting: Redacted(7731)) == "<redacted>")
  }

  @Test("Its mirror has no children")
  func mirror() {
    #expect(Mirror(reflecting: Redacted(Person())).children.isEmpty)
  }

  @Test("The value comes out by its one door, and equal values are equal")
  func exposed() {
    #expect(Redacted("a").exposed == "a")
    #expect(Redacted("a") == Redacted("a"))
    #expect(Set([Redacted("a"), Redacted("a"), Redacted("b")]).count == 2)
  }
}
