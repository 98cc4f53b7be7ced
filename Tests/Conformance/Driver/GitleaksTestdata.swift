import Foundation
import ShrikeExchange
import ShrikeFormats
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText

/// The whole runs of gitleaks' own tests, in a layout of their own.
@Sendable func gitleaksTestdata(_ corpus: Corpus, _ answers: inout Answers) throws {
  let layout = try Layout(corpus)
  defer { layout.remove() }
  try goldens(corpus, layout, &answers)
  try configurations(corpus, layout, &answers)
}

private func goldens(_ corpus: Corpus, _ layout: Layout, _ answers: inout Answers) throws {
  for row in rows(corpus.bytes("golden/COMMANDS.tsv")).dropFirst() where row.count >= 8 {
    layout.enter(row[7])
    let scanner = try scanner(corpus.path(row[3]), corpus, decodingDepth: Int(row[4]) ?? 5)
    guard let scanner else { Console.fail("\(row[3]) does not load") }
    let run = GitleaksRun(
      scanner: scanner, archiveDepth: Int(row[5]) ?? 0, followsSymlinks: row[6] == "yes")
    let found: [GitleaksFinding] =
      switch row[1] {
      case "git": try run.history(row[2])
      case "staged": try run.staged(row[2])
      default: try run.folder(row[2])
      }
    try answers.add(["case": "golden/\(row[0])", "findings": found.map(\.json)])
  }
}

private func configurations(
  _ corpus: Corpus, _ layout: Layout, _ answers: inout Answers
) throws {
  layout.enter("detect")
  for row in rows(corpus.bytes("golden/configs.tsv")) {
    guard let config = row.first, !config.isEmpty else { continue }
    guard let scanner = try scanner("../testdata/\(config)", corpus, decodingDepth: 5) else {
      try answers.add(["case": config, "refused": true])
      continue
    }
    let run = GitleaksRun(scanner: scanner, archiveDepth: 0, followsSymlinks: false)
    let count = try run.folder("../testdata/repos/nogit").count
    try answers.add(["case": config, "refused": false, "findings": count])
  }
}

/// Only the first column of these tables names the case; expectations in others are not looked at.
private func rows(_ bytes: [UInt8]) -> [[String]] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}

private func scanner(
  _ path: String, _ corpus: Corpus, decodingDepth: Int
) throws -> SecretScanner? {
  guard let data = FileManager.default.contents(atPath: path) else { return nil }
  var diagnostics = Diagnostics()
  let set = GitleaksReader.read(
    Array(data), file: path, name: path, defaultRules: corpus.bytes("rules/gitleaks.toml"),
    diagnostics: &diagnostics,
    open: { FileManager.default.contents(atPath: $0).map(Array.init) })
  guard let set else { return nil }
  var options = SecretScanner.Options()
  options.decodingDepth = decodingDepth
  options.gitleaksLines = true
  return SecretScanner(set, options: options)
}

/// gitleaks' ways of going over files and patches, with our engine.
private struct GitleaksRun {
  let scanner: SecretScanner
  let archiveDepth: Int
  let followsSymlinks: Bool

  private func ignores(_ target: String) -> [GitleaksIgnore] {
    var diagnostics = Diagnostics()
    return [".gitleaksignore", "\(target)/.gitleaksignore"].compactMap { path in
      FileManager.default.contents(atPath: path).map {
        GitleaksIgnore(Array($0), file: path, diagnostics: &diagnostics)
      }
    }
  }

  func folder(_ target: String) throws -> [GitleaksFinding] {
    var options = WorkTree.Options()
    options.usesIgnoreFiles = false
    options.followsSymlinks = followsSymlinks
    let list = try WorkTree.list(target, options).files
    var limits = ReadLimits()
    limits.archiveDepth = archiveDepth
    var reader = try FileReader(folder: list.folder, limits: limits)
    let worker = try scanner.makeWorker()
    let ignores = ignores(target)
    var found: [GitleaksFinding] = []
    for index in 0..<list.count {
      if worker.isAllowed(path: list.path(at: index)) { continue }
      var skips: [Skip] = []
      reader.read(list, at: index, skips: &skips) { fragment in
        found += findings(
          fragment.bytes, fragment.path, 1, nil, fragment.isASCII, worker, ignores,
          symlink: fragment.symlink ?? "")
      }
    }
    return found
  }

  func history(_ target: String) throws -> [GitleaksFinding] {
    try patch(target, .history(options: []))
  }

  func staged(_ target: String) throws -> [GitleaksFinding] {
    try patch(target, .staged(folder: "."))
  }

  private func patch(_ target: String, _ source: GitPatch.Source) throws -> [GitleaksFinding] {
    guard
      let repository = GitRepository.discover(
        from: target, environment: ["GIT_CONFIG_GLOBAL": "/dev/null"])
    else { Console.fail("\(target) is no repository") }
    let worker = try scanner.makeWorker()
    let ignores = ignores(target)
    var found: [GitleaksFinding] = []
    _ = try GitPatch.read(repository, source) { part in
      guard case .text(let hunk) = part, !hunk.text.isEmpty else { return }
      let commit =
        hunk.commit
        ?? CommitInfo(id: "", author: "", email: "", date: "0001-01-01T00:00:00Z", message: "")
      if worker.isAllowed(path: hunk.path, commit: commit.id) { return }
      hunk.text.withUnsafeBufferPointer { bytes in
        found += findings(
          bytes, hunk.path, hunk.firstLine, commit, isASCII(bytes), worker, ignores, symlink: "")
      }
    }
    return found
  }

  private func findings(
    _ bytes: UnsafeBufferPointer<UInt8>, _ path: String, _ firstLine: Int, _ commit: CommitInfo?,
    _ ascii: Bool, _ worker: SecretWorker, _ ignores: [GitleaksIgnore], symlink: String
  ) -> [GitleaksFinding] {
    if worker.isAllowed(path: path, commit: commit?.id ?? "") { return [] }
    var matches: [SecretMatch] = []
    worker.inspect(
      bytes, SecretWorker.Subject(path: path, commit: commit?.id ?? "", ascii: ascii),
      into: &matches)
    return matches.compactMap { match in
      if match.allowance != nil { return nil }
      let rule = scanner.rules[match.rule]
      let line = match.isPathOnly ? 0 : firstLine + match.gitleaks.startLine
      let place = Place(
        path: path, start: SourcePosition(line: line, column: 1),
        commit: (commit?.id).flatMap { $0.isEmpty ? nil : commit })
      if ignores.contains(where: { $0.waiver(for: place, rule: [rule.id]) != nil }) { return nil }
      return GitleaksFinding(
        match, rule, file: path, firstLine: firstLine, commit: commit, symlink: symlink)
    }
  }
}

/// The folders the suite asks for, in a temporary place.
private struct Layout {
  let root: String

  init(_ corpus: Corpus) throws {
    let manager = FileManager.default
    root = manager.temporaryDirectory.appendingPathComponent("shrike-\(UUID().uuidString)").path
    try manager.createDirectory(atPath: "\(root)/detect", withIntermediateDirectories: true)
    try manager.createDirectory(atPath: "\(root)/enc", withIntermediateDirectories: true)
    // What it names, should it be a link: the copy is changed, the corpus never.
    let data = URL(filePath: corpus.path("gitleaks_testdata")).resolvingSymlinksInPath().path
    try manager.copyItem(atPath: data, toPath: "\(root)/testdata")
    try manager.copyItem(
      atPath: corpus.path("golden/encoded.txt"), toPath: "\(root)/enc/encoded.txt")
    var found: [String] = []
    if let all = manager.enumerator(atPath: root) {
      for case let path as String in all where path.hasSuffix("/dotGit") { found.append(path) }
    }
    for path in found {
      let target = String(path.dropLast("dotGit".count)) + ".git"
      try manager.moveItem(atPath: "\(root)/\(path)", toPath: "\(root)/\(target)")
    }
  }

  func enter(_ folder: String) {
    _ = FileManager.default.changeCurrentDirectoryPath("\(root)/\(folder)")
  }

  func remove() {
    _ = FileManager.default.changeCurrentDirectoryPath("/")
    try? FileManager.default.removeItem(atPath: root)
  }
}
