import ShrikeLedger
import Testing

@testable import ShrikeServer

@Suite struct TicketFileTests {
  private static func read(_ text: String) throws -> [TicketSystem] {
    try TicketFile.read(Array(text.utf8), file: "tickets.toml") { secret in
      secret == .environment("TOKEN") || secret == .file("token.txt") ? "s3cret" : nil
    }
  }

  private static let start = """
    [[tickets]]
    name = "work"
    kind = "github"
    address = "https://github.com/"
    project = "acme/shop"
    secret-env = "TOKEN"

    """

  @Test func aWholeFile() throws {
    let systems = try Self.read(
      Self.start + """
        labels = ["security"]
        assets = ["shop", "payments/*"]
        [[tickets]]
        name = "sec"
        kind = "jira-cloud"
        address = "https://example.atlassian.net"
        project = "SEC"
        user = "bot@example.org"
        issue-type = "Task"
        secret-file = "token.txt"
        organisation = "rival"
        """)
    #expect(systems.map(\.name) == ["work", "sec"])
    #expect(systems.map(\.address) == ["https://github.com", "https://example.atlassian.net"])
    #expect(systems.map(\.org) == [Ledger.defaultOrg, "rival"])
    #expect(systems.map(\.secret) == ["s3cret", "s3cret"] && systems[1].issueType == "Task")
    #expect(systems[0].takes("payments/api", of: Ledger.defaultOrg))
    #expect(!systems[0].takes("shops", of: Ledger.defaultOrg))
    #expect(!systems[0].takes("shop", of: "rival"))
  }

  private static let mistakes: [(file: String, words: String)] = [
    ("", "needs 'tickets'"),
    ("tickets = 3", "expected a list"),
    ("tickets = [3]", "expected a ticket system"),
    ("[[tickets]]\nname =", "line 2"),
    (start + "secret-file = \"token.txt\"", "either 'secret-env' or 'secret-file'"),
    (start.replacing("TOKEN", with: "OTHER"), "the secret of 'work' is not where it should be"),
    (start + "secret = \"s3cret\"", "'secret' is no key"),
    (start + "asset = \"shop\"", "did you mean 'assets'?"),
    (start.replacing("github\"", with: "gitea\""), "is not a kind of ticket system"),
    (start.replacing("acme/shop", with: "shop"), "owner/name"),
    (start.replacing("acme/shop", with: "../shop"), "owner/name"),
    (start.replacing("https://", with: "file://"), "http:// or https://"),
    (start.replacing("https://", with: "https://me:pw@"), "without user"),
    (start.replacing("github\"", with: "jira-server\""), "a key: SEC"),
    (
      start.replacing("github\"", with: "jira-cloud\"").replacing("acme/shop", with: "SEC"),
      "wants 'user'"
    ),
    (start + start, "two systems 'work'"),
    (start + "assets = [1]\n" + start.replacing("work", with: "w2") + "labels = 1", "; line"),
  ]

  @Test(arguments: mistakes) func mistakesAreTold(file: String, words: String) {
    let error = #expect(throws: LedgerError.self) { try Self.read(file) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("s3cret") == false || file.contains("s3cret"))
  }

  @Test func aFileHasAnEnd() {
    #expect(throws: LedgerError.self) {
      try Self.read(String(repeating: "#\n", count: TicketFile.byteLimit))
    }
    let many = (0...TicketFile.systemLimit).map {
      Self.start.replacing("work", with: "w\($0)")
    }
    let error = #expect(throws: LedgerError.self) { try Self.read(many.joined()) }
    #expect(error?.description.contains("at most 100 systems") == true)
  }

  @Test(arguments: [
    ("*", "shop", true), ("shop", "shop", true), ("shop", "shop2", false), ("sh*", "shop", true),
    ("*op", "shop", true), ("s*o*p", "shop", true), ("s*x*p", "shop", false), ("", "shop", false),
    ("shop*", "shop", true), ("*a*", "shop", false),
    (String(repeating: "a*", count: 50) + "b", String(repeating: "a", count: 2_000), false),
  ])
  func patterns(pattern: String, name: String, isFitting: Bool) {
    var system = TicketSystem("w", .github, address: "", project: "", secret: "")
    system.assets = [pattern]
    #expect(system.takes(name, of: Ledger.defaultOrg) == isFitting)
  }

  @Test(arguments: [
    ("plain words", "plain words", "plain words"),
    ("@team #12", "@&#8203;team #&#8203;12", "\\@team \\#12"),
    ("a\n/close\n    code", "a\n\\/close\ncode", "a\n/close\ncode"),
    (
      "![x](https://e.example/p)", "\\!\\[x\\]\\(https\\:\\/\\/e\\.example\\/p\\)",
      "\\!\\[x\\](https://e.example/p)"
    ),
    ("{html}[~ana]", "\\{html\\}\\[\\~ana\\]", "\\{html\\}\\[\\~ana\\]"),
    ("<img src=x>", "\\<img src\\=x\\>", "\\<img src=x\\>"),
    ("a\u{1B}[31mb", "a \\[31mb", "a \\[31mb"),
  ])
  func wordsStayWords(text: String, markdown: String, jira: String) {
    #expect(TicketDraft.quoted(text, .markdown) == markdown)
    #expect(TicketDraft.quoted(text, .jira) == jira)
    #expect(TicketDraft.quoted(text, .plain) == text)
  }
}
