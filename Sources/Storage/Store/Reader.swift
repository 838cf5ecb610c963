/// A snapshot of the store: what it reads does not change while the body runs.
@usableFromInline package struct Reader: StoreReading {
  @usableFromInline package let connection: any StoreConnection

  init(_ connection: any StoreConnection) {
    self.connection = connection
  }
}
