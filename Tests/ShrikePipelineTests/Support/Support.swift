import Foundation
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikePipeline

/// Files beside the tests.
let fixtures = Fixtures()

/// Invented values that the test rule `token` finds.
enum Token {
  static let a = "tok_9fK2mQ7xV4bL8pZ3rT6w"
  static let b = "tok_3hJ8nW5yC1dM6sR9gB2k"
  static let c = "tok_7pX4vN2kH9qF5tD8zJ3m"
}

/// A folder to scan beside a cache, a home and rules; all gone when the test is over. Names, dates and
/// configuration of git are fixed.
final class Place {
  let outside: String
  let root: String
  private var clock = 1_700_000_000

  init(git: Bool = false) throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    outside = base + "/shrike-scan-" + UUID().uuidString
    root = outside + "/tree"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try write(
      "../rules.toml",
      """
      [[rules]]
      id = "token"
      description = "Invented token"
      regex = '''tok_[A-Za-z0-9]{20}'''
      keywords = ["tok_"]

      """)
    if git { try self.git(["init", "-q", "-b", "main"]) }
  }

  deinit {
    _ = try? run("/bin/chmod", ["-R", "u+rwx", outside], in: "/")
    try? FileManager.default.removeItem(atPath: outside)
  }

  var cache: String { outside + "/cache" }

  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path).standardized
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @discardableResult
  func run(_ program: String, _ arguments: [String], in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": outside,
      "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "GIT_EDITOR": "true",
      "GIT_AUTHOR_NAME": "Ann Author", "GIT_AUTHOR_EMAIL": "ann@example.org",
      "GIT_COMMITTER_NAME": "Carl Committer", "GIT_COMMITTER_EMAIL": "carl@example.org",
      "GIT_AUTHOR_DATE": "\(clock) +0000", "GIT_COMMITTER_DATE": "\(clock) +0000",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(program) \(arguments)")
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  @discardableResult
  func git(_ arguments: [String]) throws -> String {
    try run("/usr/bin/env", ["git"] + arguments, in: root)
  }

  @discardableResult
  func commit(_ message: String, _ files: [String: String] = [:]) throws -> String {
    for (path, text) in files { try write(path, text) }
    clock += 3600
    try git(["add", "-A"])
    try git(["commit", "-q", "--allow-empty", "-m", message])
    return try git(["rev-parse", "HEAD"])
  }

  func request(
    _ subject: ScanRequest.Subject = .workTree, path: String = "",
    environment: [String: String] = [:]
  ) -> ScanRequest {
    var all = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": outside,
      "GIT_CONFIG_NOSYSTEM": "1", "SHRIKE_CACHE": cache,
    ]
    all.merge(environment) { _, new in new }
    var request = ScanRequest(
      path: path.isEmpty ? root : root + "/" + path, environment: all, workingFolder: root,
      startedAt: "2026-01-01T00:00:00Z")
    request.subject = subject
    request.rules = [outside + "/rules.toml"]
    return request
  }

  func scan(_ request: ScanRequest) throws -> Report { try Scan(request).run() }

  func scan(_ subject: ScanRequest.Subject = .workTree, path: String = "") throws -> Report {
    try scan(request(subject, path: path))
  }

  /// The diagnostics of a scan that must not come to a report.
  func refusal(_ request: ScanRequest) -> [Diagnostic] {
    do throws(Scan.Failure) {
      _ = try Scan(request).run()
      Issue.record("the scan came to a report")
    } catch {
      if case .input(let diagnostics) = error { return diagnostics }
      if case .engine(let error) = error {
        return [Diagnostic(.error, "engine", error.description)]
      }
    }
    return []
  }

  /// The path without the folder that changes from run to run.
  func short(_ path: String) -> String {
    path.replacing(root + "/", with: "").replacing(outside + "/", with: "")
  }

  /// `path:line` of every place of the open findings, sorted.
  func places(_ report: Report) -> [String] { report.findings.flatMap(places).sorted() }

  func places(_ finding: Finding) -> [String] {
    finding.places.map { "\(short($0.path)):\($0.start?.line ?? 0)" }
  }

  func skips(_ report: Report) -> [String] {
    report.coverage.flatMap(\.skipped).map { "\(short($0.path)) \($0.reason.rawValue)" }.sorted()
  }
}

extension Report {
  var identities: [String] { findings.map(\.identity.value).sorted() }
}
