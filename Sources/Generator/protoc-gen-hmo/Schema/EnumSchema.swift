/// One enumeration.
struct EnumSchema {
  /// One named number.
  struct Value {
    let name: String
    let number: Int32
    let comment: String
  }

  let fullName: String
  let name: String
  let comment: String
  let values: [Value]
}
