import Foundation
import Testing

/// A real browser without a window, which shows pages to tests.
struct Browser: Sendable {
  private let path: String

  /// The browser of this machine; nothing, said loudly, when it has none.
  static let found: Browser? = {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    let paths =
      [environment["HMO_BROWSER"]].compactMap { $0 }
      + names.flatMap { name in folders.map { "\($0)/\(name)" } }
    if let path = paths.first(where: FileManager.default.isExecutableFile) {
      return Browser(path: path)
    }
    FileHandle.standardError.write(
      Data("SKIPPED: no Chromium on the path; no page is looked at (make setup-tools)\n".utf8))
    return nil
  }()

  /// How a page is shown.
  struct View {
    var width = 1_280
    var height = 1_000
    var isDark = false
  }

  /// A picture of the page, as PNG.
  func picture(of page: String, _ view: View) throws -> Data {
    try run(page, view) { ["--screenshot=\($0)"] }.file()
  }

  /// The page as paper, as PDF.
  func paper(of page: String) throws -> Data {
    try run(page, View()) { ["--print-to-pdf=\($0)", "--no-pdf-header-footer"] }.file()
  }

  /// How large a page is.
  struct Measure {
    /// How wide its content is.
    let content: Int
    /// How wide the window is.
    let window: Int
    /// How high the content is.
    let height: Int
    /// How many charts and tables show only a part of themselves.
    let cut: Int
  }

  /// Measures a page by a script that it does not have itself.
  func measure(_ page: String, _ view: View) throws -> Measure {
    let script = """
      <script>{ const e = document.documentElement; document.title =
      [e.scrollWidth, e.clientWidth, e.scrollHeight,
      [...document.querySelectorAll(".scroll")].filter(s => s.scrollWidth > s.clientWidth).length
      ].join(" "); }</script></body>
      """
    let measured = page.replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
      .replacing("</body>", with: script)
    try #require(measured.contains(script))
    let text = try run(measured, view) { _ in ["--dump-dom"] }.output
    let title = try #require(text.firstMatch(of: #/<title>(\d+) (\d+) (\d+) (\d+)</title>/#))
    let numbers = [title.output.1, title.output.2, title.output.3, title.output.4].compactMap {
      Int($0)
    }
    try #require(numbers.count == 4)
    return Measure(
      content: numbers[0], window: numbers[1], height: numbers[2], cut: numbers[3])
  }

  private struct Shown {
    let output: String
    let written: Data?

    func file() throws -> Data { try #require(written, "the browser wrote nothing") }
  }

  private func run(
    _ page: String, _ view: View, _ action: (String) -> [String]
  ) throws -> Shown {
    let folder = try TemporaryFolder()
    let file = try folder.write("page.html", page)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments =
      [
        "120", path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--hide-scrollbars", "--force-device-scale-factor=1", "--no-first-run",
        "--user-data-dir=\(folder.path)/profile", "--window-size=\(view.width),\(view.height)",
        "--blink-settings=preferredColorScheme=\(view.isDark ? 0 : 1)",
      ] + action("\(folder.path)/out.png") + ["file://\(file)"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the browser ended with an error")
    return Shown(
      output: String(decoding: bytes, as: UTF8.self),
      written: FileManager.default.contents(atPath: "\(folder.path)/out.png"))
  }
}
