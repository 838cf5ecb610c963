import Domain
import Testing

@Suite("The elements of a list are found by name where they stand")
struct ArrayPlacesTests {
  @Test("Each is found at its place, of several with one name the first, and without a name none")
  func places() {
    let words = ["one", "", "two", "one", "three"]
    let places = words.places { $0.isEmpty ? nil : $0 }
    #expect(places == ["one": 0, "two": 2, "three": 4])
    #expect(places.allSatisfy { words[$0.value] == $0.key })
    #expect([String]().places { $0 }.isEmpty)
  }
}
