import Foundation
import Messages
import Protobuf

/// A file of people and their roles: a `LoadPeopleRequest` in its JSON form.
struct PeopleFile {
  /// The request; its name is made up when the file has none.
  let request: AuthorizationV1.LoadPeopleRequest

  /// Reads a file.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read")
    }
    var request = try PeopleFile.read([UInt8](data), path)
    guard !request.people.isEmpty else {
      throw CommandFailure("\(path) names no people; see hmo people load --help")
    }
    if request.requestID.isEmpty { request.requestID = UUID().uuidString }
    self.request = request
  }

  private static func read(
    _ bytes: [UInt8], _ path: String
  ) throws -> AuthorizationV1.LoadPeopleRequest {
    do throws(ProtobufError) {
      let encoded = try ProtobufJSON.decode(
        utf8: bytes, type: AuthorizationV1.LoadPeopleRequest.protobufName,
        pool: MessagesDescriptors.pool)
      return try AuthorizationV1.LoadPeopleRequest(protobufBytes: encoded)
    } catch {
      let place = error.field.map { " at \($0)" } ?? ""
      throw CommandFailure(
        "\(path) is no file of people\(place): \(error.message). See hmo people load --help")
    }
  }
}
