import Foundation
import Testing

@testable import ShrikeSources

struct IgnoreRulesTests {
  private func ignored(_ rules: String, _ path: String) -> Bool {
    let isFolder = path.hasSuffix("/")
    return IgnoreRules(files: [".gitignore": Array(rules.utf8)])
      .ignored(path: isFolder ? String(path.dropLast()) : path, isDirectory: isFolder)
  }

  @Test(
    "one rule, one path",
    arguments: [
      // The rule, what it ignores, what it leaves.
      ("foo", ["foo", "a/foo", "foo/", "a/foo/b"], ["foox", "xfoo"]),
      ("/foo", ["foo", "foo/a"], ["a/foo"]),
      ("foo/", ["foo/", "foo/a", "b/foo/"], ["foo", "b/foo"]),
      ("a/b", ["a/b", "a/b/c"], ["x/a/b", "b"]),
      ("*.log", ["x.log", "a/y.log", ".log"], ["x.log1", "log"]),
      ("a/*", ["a/b", "a/b/c"], ["a/", "b"]),
      ("a/**", ["a/b", "a/b/c"], ["a/"]),
      ("**/b", ["b", "a/b", "a/c/b"], ["ab", "a/bc"]),
      ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "xa/b"]),
      ("a**/b", ["ax/b", "ax/y/b"], ["b/ax"]),
      ("?.c", ["m.c", "d/m.c"], ["mm.c", ".c"]),
      ("[a-c].t", ["a.t", "c.t"], ["d.t", "-.t"]),
      ("[!a].t", ["b.t"], ["a.t"]),
      ("[[:digit:]]x", ["1x"], ["ax"]),
      ("[]a]", ["]", "a"], ["b"]),
      ("a[/]b", [], ["a/b"]),
      ("[a", [], ["[a", "a"]),
      ("a\\", [], ["a", "a\\"]),
      ("\\#x", ["#x"], ["x"]),
      ("#x", [], ["#x"]),
      ("\\!x", ["!x"], ["x"]),
      ("foo\\ ", ["foo "], ["foo"]),
      ("foo  ", ["foo"], ["foo "]),
      ("foo\t", ["foo\t"], ["foo"]),
      ("foo\r\n", ["foo"], ["foo\r"]),
      ("\u{FEFF}foo", ["foo"], ["x"]),
      ("*\n!keep", ["a"], ["keep"]),
      ("d/\n!d/keep", ["d/keep"], []),
      ("d/*\n!d/keep", ["d/x"], ["d/keep"]),
      ("!\n/\n//\n\n", [], ["a", "a/"]),
      ("*", ["a", "a/b", ".x"], []),
      ("FOO", ["FOO"], ["foo"]),
      ("ä?", ["äx"], ["ä"]),
    ] as [(String, [String], [String])])
  func rule(rules: String, ignores: [String], leaves: [String]) {
    for path in ignores { #expect(ignored(rules, path), "\(rules) ignores \(path)") }
    for path in leaves { #expect(!ignored(rules, path), "\(rules) leaves \(path)") }
  }

  @Test("command line, deepest folder, exclude, excludesFile")
  func precedence() {
    func rules(
      _ commandLine: String, _ deep: String, _ root: String, _ exclude: String, _ file: String
    )
      -> Bool
    {
      IgnoreRules(
        files: [".gitignore": Array(root.utf8), "d/.gitignore": Array(deep.utf8)],
        commandLine: Array(commandLine.utf8), infoExclude: Array(exclude.utf8),
        excludesFile: Array(file.utf8)
      ).ignored(path: "d/x", isDirectory: false)
    }
    #expect(rules("", "", "", "", "x"))
    #expect(!rules("", "", "", "!x", "x"))
    #expect(rules("", "", "x", "!x", ""))
    #expect(!rules("", "!x", "x", "x", "x"))
    #expect(rules("x", "!x", "", "", ""))
    #expect(rules("", "/x", "!x", "", ""))
  }

  @Test("limits: bytes and patterns of one file")
  func limits() {
    let long = String(repeating: "#", count: IgnorePatterns.byteLimit) + "\nlate\n"
    #expect(!ignored(long, "late"))
    let many = String(repeating: "a\n", count: IgnorePatterns.patternLimit) + "late\n"
    #expect(!ignored(many, "late"))
    #expect(ignored(many, "a"))
  }

  @Test("stars do not explode", .timeLimit(.minutes(1)))
  func manyStars() {
    let rule = String(repeating: "*a", count: 200) + "b"
    #expect(!ignored(rule, String(repeating: "a", count: 4_000)))
    let deep = String(repeating: "**/a", count: 1) + String(repeating: "/**/a*a", count: 60) + "/b"
    #expect(!ignored(deep, String(repeating: "a/aa/", count: 400) + "c"))
  }

  @Test("bytes that are no UTF-8")
  func bytes() {
    let patterns = IgnorePatterns([0xFF, 0x2A, 0x0A])
    let path: [UInt8] = [0xFF, 0xFE, 0x80]
    let answer = path.withUnsafeBufferPointer { patterns.answer($0, name: 0, isFolder: false) }
    #expect(answer == .ignore)
  }

  // MARK: git's answers

  private struct GitCases: Decodable {
    struct Path: Decodable {
      var path: String
      var folder: Bool
    }
    struct Case: Decodable {
      var files: [String: String]
      var exclude: String?
      var global: String?
      var ignored: [String]
    }
    var paths: [Path]
    var cases: [Case]
  }

  @Test("random rule sets, as git answers them")
  func answersOfGit() throws {
    let file =
      ProcessInfo.processInfo.environment["SHRIKE_GIT_ANSWERS"]
      ?? casesFolder("Ignore") + "/answers-of-git.json"
    let cases = try JSONDecoder().decode(
      GitCases.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    for item in cases.cases {
      let rules = IgnoreRules(
        files: item.files.mapValues { Array($0.utf8) },
        infoExclude: Array((item.exclude ?? "").utf8),
        excludesFile: Array((item.global ?? "").utf8))
      let expected = Set(item.ignored)
      for path in cases.paths {
        let answer = rules.ignored(path: path.path, isDirectory: path.folder)
        #expect(answer == expected.contains(path.path), "\(path.path) under \(item)")
      }
    }
  }

  // MARK: the public suite

  private static let corpus = ProcessInfo.processInfo.environment["SHRIKE_CORPUS"]

  private struct RipgrepCase: Decodable {
    var id: String
    var gitignore: String
    var path: String
    var is_dir: Bool
    var git: String
  }

  private struct Oracle: Decodable {
    struct Path: Decodable {
      var path: String
      var is_dir: Bool
    }
    struct Case: Decodable {
      var id: String
      var ignore_files: [String: String]
      var ignored: [String]
    }
    var paths: [Path]
    var cases: [Case]
  }

  @Test(
    "suite secrets.gitignore: ripgrep's cases",
    .enabled(if: corpus != nil, "SHRIKE_CORPUS does not name the unpacked corpora"))
  func ripgrepCases() throws {
    let file = "\(Self.corpus ?? "")/secrets/gitignore_cases.json"
    let cases = try JSONDecoder().decode(
      [RipgrepCase].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(!cases.isEmpty)
    for item in cases {
      let path = item.path.hasPrefix("./") ? String(item.path.dropFirst(2)) : item.path
      let rules = IgnoreRules(files: [".gitignore": Array(item.gitignore.utf8)])
      let answer = rules.ignored(path: path, isDirectory: item.is_dir)
      #expect(answer == (item.git == "ignored"), "\(item)")
    }
  }

  @Test(
    "suite secrets.gitignore: git's answers",
    .enabled(if: corpus != nil, "SHRIKE_CORPUS does not name the unpacked corpora"))
  func oracleCases() throws {
    let file = "\(Self.corpus ?? "")/secrets/gitignore_git_oracle.json"
    let oracle = try JSONDecoder().decode(
      Oracle.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(!oracle.cases.isEmpty)
    for item in oracle.cases {
      let rules = IgnoreRules(files: item.ignore_files.mapValues { Array($0.utf8) })
      let answer = oracle.paths.filter { rules.ignored(path: $0.path, isDirectory: $0.is_dir) }
      #expect(Set(answer.map(\.path)) == Set(item.ignored), "\(item.id)")
    }
  }
}
