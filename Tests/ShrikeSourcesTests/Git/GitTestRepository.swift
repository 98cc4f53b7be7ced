import Foundation
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeSources

/// A repository made by the git command in a temporary folder, gone when the test is over. Names,
/// dates and configuration are fixed, so that object ids are the same everywhere.
final class GitTestRepository {
  let folder: String
  /// The repository's own folder inside `folder`.
  let root: String
  private var clock = 1_700_000_000

  init(_ options: [String] = [], name: String = "repo", create: Bool = true) throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    folder = base + "/shrike-git-" + UUID().uuidString
    root = folder + "/" + name
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    if create { try git(["init", "-q", "-b", "main"] + options) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Runs git in `root`, or in another folder; its output without the last newline.
  @discardableResult
  func git(_ arguments: [String], in place: String? = nil, allowFailure: Bool = false) throws
    -> String
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: place ?? root)
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
      "GIT_AUTHOR_NAME": "Ann Author", "GIT_AUTHOR_EMAIL": "ann@example.org",
      "GIT_COMMITTER_NAME": "Carl Committer", "GIT_COMMITTER_EMAIL": "carl@example.org",
      "GIT_AUTHOR_DATE": "\(clock) +0200", "GIT_COMMITTER_DATE": "\(clock) +0200",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = allowFailure ? FileHandle.nullDevice : FileHandle.standardError
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if !allowFailure { #expect(process.terminationStatus == 0, "git \(arguments)") }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  func write(_ path: String, _ text: String) throws { try write(path, bytes: Array(text.utf8)) }

  func write(_ path: String, bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path.hasPrefix("/") ? path : root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Commits everything in the work tree, an hour after the commit before; gives the commit's id.
  @discardableResult
  func commit(_ message: String, _ files: [String: String] = [:]) throws -> String {
    for (path, text) in files { try write(path, text) }
    clock += 3600
    try git(["add", "-A"])
    try git(["commit", "-q", "--allow-empty", "-m", message])
    return try git(["rev-parse", "HEAD"])
  }

  func merge(_ arguments: [String]) throws {
    clock += 3600
    try git(["merge", "-q", "--no-ff"] + arguments, allowFailure: true)
  }

  /// The repository as Shrike sees it.
  func open(_ path: String? = nil, environment: [String: String] = [:]) throws -> GitRepository {
    var all = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder,
      "GIT_CONFIG_NOSYSTEM": "1",
    ]
    all.merge(environment) { _, new in new }
    return try #require(GitRepository.discover(from: path ?? root, environment: all))
  }

  func blobID(_ spec: String) throws -> String { try git(["rev-parse", spec]) }

  /// Where a loose object lies.
  func looseFile(_ id: String) -> String {
    root + "/.git/objects/" + id.prefix(2) + "/" + id.dropFirst(2)
  }
}

extension GitHistory {
  /// `path commit-number` of every item, in order.
  var lines: [String] {
    (0..<count).map { index in
      let item = self[index]
      return pathText(item.path) + (item.commit.map { " \($0)" } ?? "")
    }
  }

  /// `path: lines` of the parts that are new, for every item.
  func newParts(_ repository: GitRepository, limit: Int = 1 << 20) throws -> [String] {
    let reader = try BlobReader(repository)
    return (0..<count).map { index in
      let change = reader.read(self[index], limit: limit)
      let name = pathText(self[index].path)
      guard case .blob(let blob) = change.content else { return name + ": skipped" }
      let ranges =
        change.hunks
        ?? [AddedLines.Hunk(range: .init(0, blob.count), added: [])]
      let texts = blob.withBytes { bytes in
        ranges.map { hunk in
          "\(hunk.firstLine(in: bytes))="
            + String(decoding: bytes[hunk.range.lower..<hunk.range.upper], as: UTF8.self)
        }
      }
      return name + ": " + texts.joined(separator: "|")
    }
  }
}

/// Whether the git command here can make a repository with these options.
func gitSupports(_ options: [String]) -> Bool {
  guard let probe = try? GitTestRepository(create: false) else { return false }
  _ = try? probe.git(["init", "-q"] + options, allowFailure: true)
  return FileManager.default.fileExists(atPath: probe.root + "/.git/HEAD")
}
