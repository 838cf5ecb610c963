import Domain
import Foundation
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("A real browser shows the page of a report", .serialized)
struct ReportScreenshotTests {
  private let facts = ReportFixture.facts(practices: 24, otherRate: 100)

  private func page(
    _ facts: SequestrationFacts, isDeidentified: Bool = false
  ) throws -> String {
    let groupings = SequestrationGrouping.allCases.filter { !isDeidentified || $0 != .provider }
    let views = try groupings.map { grouping in
      let view = SequestrationView(facts, by: grouping)
      return isDeidentified ? try Deidentification.apply(to: view) : view
    }
    return SequestrationPage(facts, views, isDeidentified: isDeidentified).text
  }

  /// Keeps a picture where `HMO_SCREENSHOTS` says, for people to look at.
  private func keep(_ data: Data, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["HMO_SCREENSHOTS"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try data.write(to: URL(filePath: "\(folder)/\(name)"))
  }

  @Test(
    "It is not blank, its charts have their colors, and nothing of it is cut off",
    arguments: [
      (name: "light", isDark: false, page: 0xF6F7F9, kept: 0x2457C5, otherwise: 0xC65A11),
      (name: "dark", isDark: true, page: 0x111418, kept: 0x7AA5FF, otherwise: 0xF3A35C),
    ] as [(name: String, isDark: Bool, page: UInt32, kept: UInt32, otherwise: UInt32)])
  func looks(
    scheme: (name: String, isDark: Bool, page: UInt32, kept: UInt32, otherwise: UInt32)
  ) throws {
    guard let browser = Browser.found else { return }
    let page = try page(facts)
    var view = Browser.View(isDark: scheme.isDark)
    view.height = try browser.measure(page, view).height
    let data = try browser.picture(of: page, view)
    try keep(data, "report-\(scheme.name).png")
    let picture = try PNGPicture(data)
    #expect(picture.width == view.width && picture.height == view.height)
    #expect((1_500...12_000).contains(picture.height), "\(picture.height)")
    let colors = picture.colors
    #expect(colors.count > 100)
    #expect(colors[scheme.kept] ?? 0 > 5_000, "\(colors[scheme.kept] ?? 0)")
    #expect(colors[scheme.otherwise] ?? 0 > 2_000, "\(colors[scheme.otherwise] ?? 0)")
    for (x, y) in [(2, 2), (picture.width - 3, 2), (2, picture.height - 3)] {
      #expect(picture[x, y] == scheme.page)
    }
    let right = (0..<picture.height).allSatisfy { picture[picture.width - 2, $0] == scheme.page }
    #expect(right, "something reaches the right edge")
  }

  @Test(
    "It is as wide as the window, from a desk to a telephone", arguments: [1_600, 1_280, 768, 390])
  func width(width: Int) throws {
    guard let browser = Browser.found else { return }
    let page = try page(ReportFixture.facts(practices: 24), isDeidentified: width == 768)
    var view = Browser.View(width: width)
    let measured = try browser.measure(page, view)
    #expect(measured.content <= measured.window, "\(measured)")
    #expect(measured.cut == 0 || width < 1_280, "\(measured)")
    view.height = min(measured.height, 4_000)
    try keep(try browser.picture(of: page, view), "report-\(width).png")
  }

  @Test("It can be printed")
  func prints() throws {
    guard let browser = Browser.found else { return }
    let paper = try browser.paper(of: page(facts))
    try keep(paper, "report.pdf")
    #expect(paper.starts(with: Data("%PDF-".utf8)) && paper.count > 10_000)
  }
}
