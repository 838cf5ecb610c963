/// A snapshot of the store: what it reads does not change while the body runs.
package struct Reader: StoreReading {
  package let connection: any StoreConnection

  init(_ connection: any StoreConnection) {
    self.connection = connection
  }
}
