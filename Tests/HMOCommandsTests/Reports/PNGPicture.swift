import CZlib
import Foundation
import Testing

/// The pixels of a PNG file of 8 bits a sample, with or without transparency.
struct PNGPicture {
  let width: Int
  let height: Int
  private let pixels: [UInt32]

  /// The color of a place as `0xRRGGBB`.
  subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

  /// How many pixels have each color.
  var colors: [UInt32: Int] {
    pixels.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  init(_ data: Data) throws {
    let bytes = [UInt8](data)
    try #require(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    var place = 8
    var packed: [UInt8] = []
    var size = (width: 0, height: 0, samples: 0)
    while place + 12 <= bytes.count {
      let count = PNGPicture.number(bytes[place..<(place + 4)])
      let kind = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
      let body = bytes[(place + 8)..<(place + 8 + count)]
      if kind == "IHDR" {
        let head = Array(body)
        try #require(head[8] == 8 && [2, 6].contains(head[9]) && head[12] == 0)
        size = (
          PNGPicture.number(head[0..<4]), PNGPicture.number(head[4..<8]), head[9] == 6 ? 4 : 3
        )
      }
      if kind == "IDAT" { packed += body }
      place += 12 + count
    }
    (width, height) = (size.width, size.height)
    pixels = try PNGPicture.unfiltered(packed, width, height, samples: size.samples)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func unfiltered(
    _ packed: [UInt8], _ width: Int, _ height: Int, samples: Int
  ) throws -> [UInt32] {
    let row = width * samples
    var raw = [UInt8](repeating: 0, count: (row + 1) * height)
    var count = UInt(raw.count)
    try #require(uncompress(&raw, &count, packed, UInt(packed.count)) == Z_OK)
    var pixels: [UInt32] = []
    pixels.reserveCapacity(width * height)
    var above = [UInt8](repeating: 0, count: row)
    for y in 0..<height {
      let start = y * (row + 1)
      var line = Array(raw[(start + 1)...(start + row)])
      for index in 0..<row {
        let left = index >= samples ? line[index - samples] : 0
        let corner = index >= samples ? above[index - samples] : 0
        line[index] &+= predicted(raw[start], left, above[index], corner)
      }
      for x in 0..<width {
        let place = x * samples
        pixels.append(
          UInt32(line[place]) << 16 | UInt32(line[place + 1]) << 8 | UInt32(line[place + 2]))
      }
      above = line
    }
    return pixels
  }

  private static func predicted(
    _ filter: UInt8, _ left: UInt8, _ above: UInt8, _ corner: UInt8
  ) -> UInt8 {
    switch filter {
    case 1: left
    case 2: above
    case 3: UInt8((Int(left) + Int(above)) / 2)
    case 4: paeth(Int(left), Int(above), Int(corner))
    default: 0
    }
  }

  private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
    let guess = left + above - corner
    let (a, b, c) = (abs(guess - left), abs(guess - above), abs(guess - corner))
    return UInt8(a <= b && a <= c ? left : b <= c ? above : corner)
  }
}
