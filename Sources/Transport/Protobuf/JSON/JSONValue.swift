/// A JSON text as a value; numbers keep their digits.
enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case number(String)
  case text(String)
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])
}
