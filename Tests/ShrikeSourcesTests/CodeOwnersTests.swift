import ShrikeText
import Testing

@testable import ShrikeSources

@Suite struct CodeOwnersTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var file = "CODEOWNERS"
    /// By path: the owners, with blanks between.
    var owners: [String: String]
    var testDescription: String { name }

    init(
      _ name: String, _ text: String, file: String = "CODEOWNERS", _ owners: [String: String]
    ) {
      self.name = name
      self.text = text
      self.file = file
      self.owners = owners
    }
  }

  static let cases = [
    Case(
      "the last match decides", "* @all\n/src/ @core\n*.md @docs\n",
      ["a.c": "@all", "src/x/a.c": "@core", "src/a.md": "@docs"]),
    Case("no owners", "* @all\n/gen/\n", ["gen/a": "", "a": "@all"]),
    Case("one folder only", "docs/* @docs\n", ["docs/a.md": "@docs", "docs/build/a.md": ""]),
    Case("at any depth", "apps/ @apps\n", ["apps/a": "@apps", "x/apps/y/a": "@apps", "apps": ""]),
    Case("two stars", "**/logs @ops\n/a/**/z @z\n", ["x/logs/a": "@ops", "a/b/c/z": "@z"]),
    Case("comments", "# @no\n*.c @c # why\n", ["a.c": "@c", "#": ""]),
    Case("escapes", "a\\ b.txt @ab\n\\#c @c\n", ["a b.txt": "@ab", "#c": "@c"]),
    Case("addresses", "* ada@example.org @shop/core\n", ["a": "ada@example.org @shop/core"]),
    Case(
      "byte order mark, other line ends", "\u{FEFF}*.c @c\r\n*.h @h\r\n",
      ["a.c": "@c", "a.h": "@h"]),
    Case("empty", "", ["a": ""]),
    Case("GitHub knows no exceptions", "* @all\n!a.c\n", ["a.c": "@all"]),
    Case(
      "sections decide each by itself", "* @all\n[Docs]\n*.md @docs\n[docs]\n/api/ @api\n",
      ["api/a.md": "@all @api", "a.md": "@all @docs", "a.c": "@all"]),
    Case(
      "a section's own owners", "^[Data][2] @data\n*.sql\n*.csv @csv\n",
      ["a.sql": "@data", "a.csv": "@csv"]),
    Case(
      "GitLab's exceptions stay", "*.rb @ruby\n!/config/*.rb\n/config/a.rb @a\n",
      file: ".gitlab/CODEOWNERS", ["b.rb": "@ruby", "config/a.rb": ""]),
    Case(
      "GitLab looks for paths everywhere", "internal/a.md @a\n", file: ".gitlab/CODEOWNERS",
      ["docs/internal/a.md": "@a"]),
    Case("GitHub looks for paths at the top", "internal/a.md @a\n", ["docs/internal/a.md": ""]),
  ]

  @Test(arguments: cases) func tellsWhoAnswers(_ given: Case) {
    var diagnostics = Diagnostics()
    let owners = CodeOwners(Array(given.text.utf8), file: given.file, diagnostics: &diagnostics)
    for (path, names) in given.owners {
      #expect(owners.owners(of: path).joined(separator: " ") == names, "\(path)")
    }
  }

  @Test(arguments: [
    ("*.c core @c\n", "codeowners.owner", 1, 5), ("\n!x @a\n", "codeowners.negation", 2, 1),
    ("[] @a\n", "codeowners.section", 1, 1), ("/ @a\n", "codeowners.pattern", 1, 1),
  ])
  func saysWhereAMistakeStands(_ text: String, _ code: String, _ line: Int, _ column: Int) throws {
    var diagnostics = Diagnostics()
    _ = CodeOwners(Array(text.utf8), file: "CODEOWNERS", diagnostics: &diagnostics)
    let told = try #require(diagnostics.finish().first)
    #expect(told.code == code && told.level == .warning)
    #expect(told.frame?.line == line && told.frame?.column == column)
  }

  @Test func keepsItsBounds() {
    var diagnostics = Diagnostics()
    let large = [UInt8](repeating: 0x2A, count: CodeOwners.byteLimit + 1)
    #expect(CodeOwners(large, file: "CODEOWNERS", diagnostics: &diagnostics).isEmpty)
    let long = String(repeating: "*.c @c\n", count: CodeOwners.entryLimit) + "*.c @last\n"
    let owners = CodeOwners(Array(long.utf8), file: "CODEOWNERS", diagnostics: &diagnostics)
    #expect(owners.owners(of: "a.c") == ["@c"])
    let names = (0...CodeOwners.ownerLimit).map { "@n\($0)" }
    let wide = CodeOwners(
      Array("* \(names.joined(separator: " "))".utf8), file: "CODEOWNERS", diagnostics: &diagnostics
    )
    #expect(wide.owners(of: "a").count == CodeOwners.ownerLimit)
    #expect(
      diagnostics.finish().map(\.code) == [
        "codeowners.size", "codeowners.limit", "codeowners.owners",
      ])
  }
}
