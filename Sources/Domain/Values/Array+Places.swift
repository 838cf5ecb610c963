extension Array {
  /// Where each element stands, by what names it; of several with one name, the first.
  ///
  /// For large elements, which are looked up by name and read where they stand.
  @inlinable
  package func places<Name: Hashable>(by name: (Element) -> Name?) -> [Name: Int] {
    var places: [Name: Int] = [:]
    places.reserveCapacity(count)
    for index in indices {
      guard let name = name(self[index]), places[name] == nil else { continue }
      places[name] = index
    }
    return places
  }
}
