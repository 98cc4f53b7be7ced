import ShrikeModel
import ShrikeText

/// The reports that every format is written from in these tests.
enum Sample: String, CaseIterable {
  case rich, empty, partial, gated, packages

  var report: Report {
    switch self {
    case .rich: .rich
    case .empty: .empty
    case .partial: .partial
    case .gated: .gated
    case .packages: .packages
    }
  }
}

extension Report {
  static let empty = Report(
    target: .init(path: ".", kind: "work-tree"), toolVersion: "1.2.3",
    startedAt: "2026-01-31T23:59:58Z", seconds: 0.0312, ruleSets: [.secrets], rules: [],
    findings: [], suppressed: [],
    coverage: [
      Coverage(engine: "secrets", status: .ran, files: 1, bytes: 812, rules: 221)
    ], diagnostics: [], verdict: .pass, identityKey: "repository")

  /// What a gate was told and what it answered, waivers of a team among it.
  static let gated: Report = {
    var known = Finding.lowInTests
    known.status = .known
    var new = Finding.manyPlaces
    new.status = .new
    new.fix = Fix("replace true by false", [.init(ByteRange(40, 44), "false")])
    var asset = Asset()
    asset.environment = "production"
    asset.criticality = .high
    asset.isInternetFacing = true
    asset.owner = "payments"
    asset.labels = ["tier": "1", "cost \"center\"": "<4711>"]
    new.assets = [asset, Asset()]
    var report = Report(
      target: .init(path: ".", kind: "work-tree"), toolVersion: "1.2.3",
      startedAt: "2026-03-01T12:00:00Z", seconds: 0.2, ruleSets: [.secrets],
      rules: [.genericPassword], findings: [new, known], suppressed: [.waivedByTeam],
      coverage: [
        Coverage(engine: "secrets", status: .ran, files: 9, bytes: 9_999, rules: 221),
        Coverage(
          engine: "infra", status: .ran, files: 2, bytes: 812, rules: 90,
          undecided: [
            Undecided(
              rule: "infra/open-bucket", title: "Bucket for everybody", path: "main.tf",
              start: SourcePosition(line: 4, column: 9), subject: "aws_s3_bucket.logs",
              reasons: ["var.acl", "local.<b>"]),
            Undecided(
              rule: "infra/open-port", title: "Port for everybody", path: "main.tf", start: nil,
              subject: "aws_security_group.web", reasons: ["var.acl"]),
          ]),
      ],
      diagnostics: [], verdict: .fail(["1 new finding is high or worse", "2 secrets are open"]),
      identityKey: "repository")
    var facts = GateFacts()
    facts.failOn = [.high, nil]
    facts.required = ["secrets"]
    facts.settings.newOnly = true
    facts.settings.severityByEnvironment = ["production": .medium, "sandbox": nil]
    facts.diff = BaselineDiff(
      files: ["base.json"], new: ["aa00bb11cc22dd33"], known: ["5555666677778888"],
      gone: [.init(rule: "secrets/x", identity: "0000111122223333", path: "old.py")])
    facts.assets = [AssetRow(folder: "services/", path: "web/", asset: asset)]
    facts.waivers = [
      WaiverRecord(
        subject: .init(rule: "secrets/generic-*", path: "legacy/"), owner: "team-legacy",
        reason: "replaced in spring", ticket: "SEC-12", until: "2026-06-30",
        origin: ".shrike/waivers.yml:2", state: .holds, isBroad: false, findings: 1, daysLeft: 121)
    ]
    facts.now = 1_772_366_400_000_000_000
    report.gate = facts
    var failOn = PolicyAnswer(id: "fail-on", title: "No finding that fails", file: "gate/a.rego")
    failOn.fails = [.init("1 new finding is high or worse", findings: [0])]
    var secrets = PolicyAnswer(id: "secrets", title: "Secrets always fail", file: "gate/b.rego")
    secrets.fails = [.init("2 secrets are open", findings: [0, 1], suppressed: [0, 7])]
    secrets.notes = [.init("a note")]
    var off = PolicyAnswer(id: "undecidable", title: "Every check decided", file: "gate/c.rego")
    off.applies = false
    report.policies = [failOn, secrets, off]
    return report
  }()

  static let partial = Report(
    target: .init(path: "big", kind: "history", commit: "aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11"),
    toolVersion: "1.2.3", startedAt: "2026-02-28T12:00:00Z", seconds: 74.6,
    ruleSets: [.secrets], rules: [.awsKey], findings: [.inHistory], suppressed: [],
    coverage: [
      Coverage(
        engine: "secrets", status: .ran, files: 18_220, bytes: 512_000_000, commits: 3_795,
        rules: 221),
      Coverage(engine: "supply", status: .skipped("no advisory database for npm")),
      Coverage(engine: "code", status: .failed("the grammar for python does not load")),
    ], diagnostics: [],
    verdict: .notEvaluated(["supply: no advisory database for npm", "the scan was interrupted"]),
    identityKey: "fixed", partial: true)

  static let rich = Report(
    target: .init(
      path: "payments", kind: "work-tree",
      repository: "https://bot:hunter2@git.example.org/acme/payments.git", ref: "main",
      commit: "0123456789abcdef0123456789abcdef01234567", scope: "services"),
    toolVersion: "1.2.3", startedAt: "2026-01-31T09:15:00Z", seconds: 0.4213,
    ruleSets: [.secrets], rules: [.awsKey, .genericPassword, .hostile, .privateKey],
    findings: [.inHistory, .manyPlaces, .nonASCII, .wholeFile, .hostile, .lowInTests],
    suppressed: [.waivedInline, .waivedByBaseline],
    coverage: [
      Coverage(
        engine: "secrets", status: .ran, files: 412, bytes: 3_141_592, commits: 120,
        skipped: [
          Skip("assets/logo.png", .binary), Skip("assets/icon\u{1B}[31m.png", .binary),
          Skip("dump.sql", .tooLarge, "2.1 GB, the limit is 1 GB"),
          Skip("<img src=x onerror=alert(1)>.zip", .damaged, "unexpected end"),
          Skip("vendor/lib.so", .binary),
        ], rules: 221),
      Coverage(engine: "supply", status: .skipped("no advisory database for npm")),
    ],
    diagnostics: [
      Diagnostic(
        .error, "config.severity", "'hihg' is not a severity", file: "shrike.yml",
        frame: .init(line: 2, column: 12, length: 4, text: "  fail-on: hihg"),
        label: "did you mean 'high'?"),
      Diagnostic(
        .warning, "ignore-file.entry", "this line is no fingerprint", file: ".gitleaksignore",
        help: "write path:rule:line"),
    ],
    verdict: .fail(["1 finding is critical", "3 findings are high"]), identityKey: "repository")
}

extension Report.RuleSet {
  static let secrets = Report.RuleSet(
    engine: "secrets", name: "secrets", format: "shrike", rules: 221,
    digest: String(repeating: "0123456789abcdef", count: 4))
}

extension RuleInfo {
  static let awsKey = RuleInfo(
    id: "secrets/aws-access-token", title: "AWS access key",
    why: "Whoever holds the key acts in the account with its owner's rights: reads data, starts "
      + "machines, changes permissions.",
    remedy:
      "Deactivate the key in IAM, issue a new one, and look through CloudTrail for use you do "
      + "not know. The key stays in git's history after it is deleted from the file.",
    severity: .critical, confidence: .high, engine: "secrets", tags: ["aws", "cloud"],
    taxonomies: [.hardcodedCredentials], aliases: ["gitleaks/aws-access-token"],
    documentation:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html")

  static let genericPassword = RuleInfo(
    id: "secrets/generic-password", title: "Password in code", why: "Code is read by many.",
    remedy: "Read it from the environment.", severity: .high, engine: "secrets",
    taxonomies: [.hardcodedCredentials, Taxonomy("CWE", "259")])

  static let privateKey = RuleInfo(
    id: "secrets/private-key", title: "Private key", severity: .high, statedSeverity: "ERROR",
    confidence: .high, engine: "secrets")

  /// Everything a foreign rule file may say that it should not.
  static let hostile = RuleInfo(
    id: "evil/<script>alert(1)</script>", title: "Title with \"quotes\", | pipes & <b>tags</b>",
    why: "::error::injected ]]> &amp; \u{1B}[2J", remedy: "Line one\nline two @everyone #1",
    severity: .medium, confidence: .low, engine: "secrets", tags: ["a,b", "</td>"],
    documentation: "javascript:alert(1)")
}

extension Finding {
  static let inHistory = Finding(
    rule: "secrets/aws-access-token", severity: .critical, confidence: .high,
    message: "An AWS access key stands in the text.",
    identity: Identity(value: "3f2a91bc00d4e5f6", scheme: "secret/1"),
    places: [
      Place(
        path: "services/api/config.py", range: ByteRange(210, 230),
        start: SourcePosition(line: 12, column: 12), end: SourcePosition(line: 12, column: 32),
        snippet: Snippet(text: "AWS_KEY = \"[redacted]\"  # staging", column: 12, length: 10),
        lineHash: "c129715d7a2bc9a3:1", note: "used by the deploy job",
        commit: CommitInfo(
          id: "89abcdef0123456789abcdef0123456789abcdef", author: "Ann Lee",
          email: "ann@example.org", date: "2024-05-01T10:20:30Z",
          message: "Add deploy job\n\nIt works."))
    ],
    evidence: "AWS_KEY = \"[redacted]\"", taxonomies: [.hardcodedCredentials],
    properties: [
      "entropy": .number(3.684183597564697), "decoded": .list(["base64", "hex"]),
      "structure": .flag(true), "charset": .text("A-Z2-7"),
      "tags": .list(["aws", "cloud", "decoded:base64"]),
    ])

  static let manyPlaces = Finding(
    rule: "secrets/generic-password", severity: .high,
    message: "A password is written into the code.",
    identity: Identity(value: "aa00bb11cc22dd33", scheme: "secret/1"),
    places: (1...7).map { line in
      Place(
        path: "services/web/app.js", range: ByteRange(100 * line, 100 * line + 8),
        start: SourcePosition(line: line, column: 9), end: SourcePosition(line: line, column: 17),
        snippet: Snippet(text: "const p\(line)=\"[redacted]\";", column: 11, length: 10))
    },
    related: [
      Place(
        path: "services/web/.env", start: SourcePosition(line: 1, column: 1),
        note: "the same value under another name")
    ], evidence: "p=\"[redacted]\"", remedy: "Use the vault of this team.")

  static let nonASCII = Finding(
    rule: "secrets/generic-password", severity: .high,
    message: "A password is written into the code.",
    identity: Identity(value: "0102030405060708", scheme: "secret-context/1"),
    places: [
      Place(
        path: "docs/Größe 測試.md", range: ByteRange(40, 48),
        start: SourcePosition(line: 3, column: 14), end: SourcePosition(line: 3, column: 22),
        snippet: Snippet(text: "密碼 für 🦊: \u{65}\u{301} [redacted] ende", column: 14, length: 10),
        symlink: "docs/link.md", byteColumns: ByteRange(23, 31))
    ], properties: ["entropy": .number(4)])

  /// A file name and a line made to break terminals, logs, pages and tables.
  static let hostile = Finding(
    rule: "evil/<script>alert(1)</script>", severity: .medium, statedSeverity: "WARNING",
    confidence: .low, message: "Found \"x\" & <y>\n::error file=a::owned | `code`",
    identity: Identity(value: "ffffffffffffffff", scheme: "secret/1"),
    places: [
      Place(
        path:
          "a\n::warning::b,c:d\u{1B}]0;t\u{07}\u{202E}gnp.<img src=x onerror=alert(1)>'\"`|%41.txt",
        range: ByteRange(0, 9), start: SourcePosition(line: 1, column: 40),
        end: SourcePosition(line: 2, column: 4),
        snippet: Snippet(
          text: "</script><script>alert(1)</script>  ##[error] \u{1B}[31m[redacted]\u{0} "
            + String(repeating: "long ", count: 40), column: 52, length: 10),
        note: "]]> <!-- --> ${{ secrets.X }}")
    ])

  static let wholeFile = Finding(
    rule: "secrets/private-key", severity: .high, confidence: .high, message: "Private key",
    identity: Identity(value: "1111222233334444", scheme: "secret/1"),
    places: [Place(path: "deploy/images.zip!layer/id_rsa")])

  static let lowInTests = Finding(
    rule: "secrets/generic-password", severity: .low,
    message: "A password is written into the code.",
    identity: Identity(value: "5555666677778888", scheme: "secret-context/1"),
    places: [
      Place(
        path: "tests/test_login.py", start: SourcePosition(line: 104, column: 5),
        end: SourcePosition(line: 104, column: 13),
        snippet: Snippet(text: "p = \"[redacted]\"", column: 6, length: 10))
    ])

  static let waivedInline = Finding(
    rule: "secrets/aws-access-token", severity: .critical, confidence: .high,
    message: "An AWS access key stands in the text.",
    identity: Identity(value: "9999aaaabbbbcccc", scheme: "secret/1"),
    places: [
      Place(
        path: "tests/fixture.py", start: SourcePosition(line: 3, column: 1),
        end: SourcePosition(line: 3, column: 21))
    ],
    waivers: [
      Waiver(
        scope: .place, source: .inlineComment, origin: "tests/fixture.py:3",
        reason: "the documentation's own example")
    ])

  static let waivedByTeam = Finding(
    rule: "secrets/generic-password", severity: .high,
    message: "A password is written into the code.",
    identity: Identity(value: "ddddeeeeffff1111", scheme: "secret/1"),
    places: [
      Place(
        path: "legacy/main.c", start: SourcePosition(line: 9, column: 2),
        end: SourcePosition(line: 9, column: 10))
    ],
    waivers: [
      Waiver(
        scope: .path, source: .waiverFile, origin: ".shrike/waivers.yml:2",
        reason: "replaced in spring", owner: "team-legacy", ticket: "SEC-12", until: "2026-06-30")
    ])

  static let waivedByBaseline = Finding(
    rule: "secrets/generic-password", severity: .high,
    message: "A password is written into the code.",
    identity: Identity(value: "ddddeeeeffff0000", scheme: "secret/1"),
    places: [
      Place(
        path: "legacy/main.c", start: SourcePosition(line: 7, column: 2),
        end: SourcePosition(line: 7, column: 10))
    ],
    waivers: [
      Waiver(
        scope: .finding, source: .baseline, origin: "baseline.json", owner: "team-legacy",
        until: "2027-03-01")
    ])
}
