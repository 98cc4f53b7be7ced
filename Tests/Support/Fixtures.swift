public import Foundation
public import Testing

/// The fixtures of one test target: the folder `Cases` beside its tests.
public struct Fixtures: Sendable {
  public let folder: URL

  /// `file`: one in the target's folder `Support`.
  public init(of file: String = #filePath) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Cases")
  }

  /// The repository the tests stand in.
  public var repository: URL {
    folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  public func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  /// Compares with a file under `Cases/`. An absent file is recorded, and the test fails once so that
  /// somebody reads what was recorded.
  public func expect(
    _ text: String, _ path: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: path)
    guard let recorded = try? Data(contentsOf: file) else {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(path): read it, then run again", sourceLocation: location)
      return
    }
    guard Data(text.utf8) != recorded else { return }
    let now = text.split(separator: "\n", omittingEmptySubsequences: false)
    let then = String(decoding: recorded, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let line =
      zip(now, then).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(now.count, then.count)
    Issue.record(
      """
      \(path) differs from line \(line + 1) on; remove the file to record it anew
      is:  \(line < now.count ? now[line] : "(nothing)")
      was: \(line < then.count ? then[line] : "(nothing)")
      """, sourceLocation: location)
  }
}
