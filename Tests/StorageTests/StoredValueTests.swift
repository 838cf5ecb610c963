import Domain
import Storage
import Testing

@Suite("Cells are read as what their column promises, or not at all")
struct StoredValueTests {
  private enum Colour: String, StorableValue { case red, blue }

  private func readBack<Value: StorableValue & Sendable>(_ value: Value) async throws -> Value? {
    let notes = try NoteStore()
    let cell = try value.storedValue()
    let answer = try await notes.store.read { reader in
      switch cell {
      case .null: try reader.first("SELECT NULL") { try $0.value(0, as: Value.self) }
      case .integer(let number):
        try reader.first("SELECT $1", number) { try $0.value(0, as: Value.self) }
      case .text(let text): try reader.first("SELECT $1", text) { try $0.value(0, as: Value.self) }
      case .blob(let bytes):
        try reader.first("SELECT $1", bytes) { try $0.value(0, as: Value.self) }
      }
    }
    await notes.store.close()
    return answer
  }

  @Test("Every type comes back as it went in")
  func roundTrips() async throws {
    #expect(try await readBack(Money(cents: -12_345)) == Money(cents: -12_345))
    #expect(try await readBack(Day.openEnd) == Day.openEnd)
    #expect(try await readBack(Instant(microseconds: .min)) == Instant(microseconds: .min))
    #expect(try await readBack(Quantity(thousandths: 1_500)) == Quantity(thousandths: 1_500))
    #expect(try await readBack(BasisPoints(8_750)) == BasisPoints(8_750))
    #expect(try await readBack("Zoë 🏥") == "Zoë 🏥")
    #expect(try await readBack("") == "")
    #expect(try await readBack([0, 255, 7] as [UInt8]) == [0, 255, 7])
    #expect(try await readBack([] as [UInt8]) == [])
    #expect(try await readBack(true) == true)
    #expect(try await readBack(Int64.max) == .max)
    #expect(try await readBack(UInt32.max) == .max)
    #expect(try await readBack(Colour.blue) == .blue)
    #expect(try await readBack(Redacted("member")) == Redacted("member"))
    #expect(try await readBack(NPI(stem: "123456789")) == NPI(stem: "123456789"))
    #expect(try await readBack(Money?.none) == .some(.none))
    #expect(try await readBack(Money?.some(.zero)) == .some(.zero))
  }

  @Test(
    "A cell of another type, or out of range, is corrupt",
    arguments: [
      "SELECT 'text'", "SELECT NULL", "SELECT X'00'", "SELECT 1.5", "SELECT 1000000000000",
      "SELECT -1000000000000", "SELECT 9223372036854775807",
    ] as [SQL])
  func refusesOtherCells(statement: SQL) async throws {
    let notes = try NoteStore()
    #expect(await code(of: { try await read(Money.self, statement, notes) }) == .corrupt)
    #expect(await code(of: { try await read(Day.self, statement, notes) }) == .corrupt)
    #expect(await code(of: { try await read(Bool.self, statement, notes) }) == .corrupt)
    #expect(await code(of: { try await read(UInt8.self, statement, notes) }) == .corrupt)
    #expect(await code(of: { try await read(Colour.self, statement, notes) }) == .corrupt)
    #expect(await code(of: { try await read(NPI.self, statement, notes) }) == .corrupt)
    await notes.store.close()
  }

  @Test("A number is neither text nor bytes, and text that is no UTF-8 is not repaired")
  func refusesOtherText() async throws {
    let notes = try NoteStore()
    #expect(await code(of: { try await read(String.self, "SELECT 1", notes) }) == .corrupt)
    #expect(await code(of: { try await read([UInt8].self, "SELECT 'a'", notes) }) == .corrupt)
    let broken: SQL = "SELECT CAST(X'C328' AS TEXT)"
    #expect(await code(of: { try await read(String.self, broken, notes) }) == .corrupt)
    await notes.store.close()
  }

  @Test("A column that the result does not have is a mistake of the program")
  func refusesOtherColumns() async throws {
    let notes = try NoteStore()
    for column in [-1, 1, Int.max] {
      let failure = await code(of: {
        _ = try await notes.store.read { reader in
          try reader.first("SELECT 1") { try $0.value(column, as: Int.self) }
        }
      })
      #expect(failure == .misuse)
    }
    await notes.store.close()
  }

  @Test("A value that could not be read back is not stored")
  func refusesValuesOutOfRange() async throws {
    let notes = try NoteStore()
    let values: [any StorableValue & Sendable] = [
      Money(cents: Money.limit.cents + 1), Money(cents: .min), Day(number: .max),
      Day(number: .min), Quantity(thousandths: -1), BasisPoints(10_001), "a\u{0}b",
    ]
    for value in values {
      let failure = await code(of: {
        try await notes.store.write { try $0.execute("INSERT INTO note VALUES (1, $1)", value) }
      })
      #expect(failure == .refused)
    }
    #expect(try await notes.store.noteCount() == 0)
    await notes.store.close()
  }

  private func read<Value: StorableValue & Sendable>(
    _ type: Value.Type, _ statement: SQL, _ notes: NoteStore
  ) async throws {
    _ = try await notes.store.read { reader in
      try reader.first(statement) { try $0.value(0, as: Value.self) }
    }
  }
}
