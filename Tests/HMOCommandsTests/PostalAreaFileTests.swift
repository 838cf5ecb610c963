import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("Medicare's list of postal codes is read")
struct PostalAreaFileTests {
  @Test("Blank, R and B are urban, rural and super-rural; the same bytes make the same load")
  func reads() throws {
    let bytes = Array("state,zip5,rural_ind,x\r\nAK,99501,,1\nAK,99502,R,1\nAK,99503,B,1\n".utf8)
    let request = try PostalAreaFile(bytes: bytes).request
    #expect(
      request.postalAreas.map { "\($0.postalCode) \($0.rurality.rawValue)" }
        == ["99501 1", "99502 2", "99503 3"])
    #expect(try PostalAreaFile(bytes: bytes).request == request)
    #expect(try PostalAreaFile(bytes: bytes + [0x0A]).request.requestID != request.requestID)
    #expect(request.requestID.count == "postal-areas-".count + 32)
  }

  @Test(
    "A file without the columns, or with another code, is refused with its line",
    arguments: [
      ("", "columns"), ("zip5,rural\n", "columns"), ("zip5,rural_ind\n99501,X\n", "line 2"),
      ("zip5,rural_ind\n99501,\n99502\n", "line 3"),
    ])
  func refuses(text: String, part: String) {
    let failure = #expect(throws: CommandFailure.self) {
      try PostalAreaFile(bytes: Array(text.utf8))
    }
    #expect(failure?.message.contains(part) == true)
  }
}
