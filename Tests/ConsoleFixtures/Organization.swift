public import ShrikeConsole
public import ShrikeLedger
import ShrikeModel

/// An invented organisation, the same in every run. `hostile`: every text that came from outside tries to
/// become markup.
public struct Organization: Sendable {
  public var isHostile: Bool
  public var now: Timestamp

  public init(isHostile: Bool = false) {
    self.isHostile = isHostile
    // A Friday, 27 November 2026, 13:00.
    now = Timestamp(seconds: 1_795_784_400)
  }

  /// Texts a page must show and never obey.
  public static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</textarea></title><svg/onload=alert(1)>", "javascript:alert(1)", "\u{202E}gnp.exe\u{0}",
    "{{7*7}}&lt;b&gt;", "]]><!--",
  ]

  /// The text, or an attack in its place.
  public func text(_ text: String) -> String {
    guard isHostile else { return text }
    let sum = text.utf8.reduce(0) { $0 &+ Int($1) }
    return Self.attacks[sum % Self.attacks.count] + text
  }

  public func ago(_ days: Double) -> Timestamp {
    Timestamp(milliseconds: now.milliseconds - Int64(days * 86_400_000))
  }

  public func frame(
    _ here: Link = Route.home, permissions: Set<Frame.Permission> = Set(Frame.Permission.allCases),
    toast: Toast? = nil
  ) -> Frame {
    Frame(
      organization: text("Northwind"),
      viewer: .init(
        login: text("ada"), name: text("Ada Brook"), role: "admin", permissions: permissions),
      now: now, token: "b1c2d3e4f5a6", queueCount: 128, notEvaluated: 2, here: here, toast: toast)
  }

  /// Before anybody has signed in.
  public var door: Frame {
    Frame(organization: text("Northwind"), viewer: nil, now: now, token: "b1c2d3e4f5a6")
  }

  public var people: [String] { ["ada", "grace", "linus", "margaret", "ken"].map { text($0) } }
  public var acceptUntil: Timestamp { now.adding(days: 94) }

  // MARK: findings

  private struct Seed {
    var severity: Severity
    var title: String
    var asset: String
    var tool: String
    var rule: String
    var kind: String
    var path: String
    var line: Int
  }

  private static let seeds = [
    Seed(
      severity: .critical, title: "SQL statement built from a request parameter",
      asset: "payments/api", tool: "shrike", rule: "code/sql-injection", kind: "code",
      path: "services/payments/internal/handlers/refund.py", line: 14),
    Seed(
      severity: .critical, title: "AWS access key in a committed file", asset: "payments/api",
      tool: "shrike", rule: "secrets/aws-access-key", kind: "secret", path: "deploy/production.env",
      line: 3),
    Seed(
      severity: .high, title: "lodash 4.17.15 lets a prototype be polluted (CVE-2020-8203)",
      asset: "shop/front", tool: "trivy", rule: "trivy/CVE-2020-8203", kind: "package",
      path: "front/package-lock.json", line: 0),
    Seed(
      severity: .high, title: "Token is written to the log", asset: "shop/front", tool: "semgrep",
      rule: "semgrep/javascript.log-token", kind: "code",
      path: "front/src/session/refresh-token.ts", line: 88),
    Seed(
      severity: .high, title: "Workflow hands its secrets to every reusable workflow it calls",
      asset: "platform/ci", tool: "shrike", rule: "pipeline/secrets-inherit", kind: "code",
      path: ".github/workflows/release.yml", line: 31),
    Seed(
      severity: .high, title: "Storage bucket can be read by everybody",
      asset: "platform/terraform", tool: "checkov", rule: "checkov/CKV_AWS_20", kind: "resource",
      path: "modules/storage/buckets.tf", line: 12),
    Seed(
      severity: .medium, title: "Container runs as root", asset: "shop/worker", tool: "shrike",
      rule: "infra/container-root", kind: "resource", path: "worker/Dockerfile", line: 1),
    Seed(
      severity: .medium, title: "MD5 used where collisions matter", asset: "shop/worker",
      tool: "gosec", rule: "gosec/G401", kind: "code",
      path: "worker/internal/receipts/very/deep/folder/structure/checksum.go", line: 204),
    Seed(
      severity: .medium, title: "Cookie without Secure and SameSite", asset: "shop.example.com",
      tool: "zap", rule: "zap/10011", kind: "endpoint", path: "https://shop.example.com/login",
      line: 0),
    Seed(
      severity: .low, title: "Action is not pinned to a commit", asset: "platform/ci",
      tool: "shrike", rule: "pipeline/unpinned-action", kind: "code",
      path: ".github/workflows/test.yml", line: 9),
    Seed(
      severity: .info, title: "TLS 1.2 is still offered", asset: "shop.example.com", tool: "sslyze",
      rule: "sslyze/tls-1-2", kind: "host", path: "shop.example.com:443", line: 0),
  ]

  public func finding(_ index: Int) -> FindingRow {
    let seed = Self.seeds[index % Self.seeds.count]
    let age = Double(index * 13 % 97) + 0.2
    let states: [FindingState] = [
      .open, .open, .open, .open, .accepted, .open, .open, .falsePositive,
    ]
    let state = states[index % states.count]
    let owner = index % 4 == 3 ? nil : people[index % people.count]
    return FindingRow(
      id: "01JDK3\(index)", number: Int64(42 + index), asset: text(seed.asset),
      tool: text(seed.tool),
      rule: text(seed.rule), kind: seed.kind, title: text(seed.title), severity: seed.severity,
      confidence: "high", identity: "9f2c1e77aa01b6d4", path: text(seed.path), line: seed.line,
      owner: owner, due: index % 5 == 4 ? nil : now.adding(days: 14 - index * 3 % 31),
      observed: index % 9 == 8 ? .unknown : .present, state: state,
      until: state == .accepted ? acceptUntil : nil, firstSeen: ago(age + 3), openedAt: ago(age),
      closedAt: nil)
  }

  /// In the order of the queue: the worst first.
  public func findings(_ count: Int) -> [FindingRow] {
    (0..<count).map { finding($0) }.sorted { ($1.severity, $0.number) < ($0.severity, $1.number) }
  }

  public var approval: Approval {
    Approval(
      id: "01JDK4", finding: finding(3), proposedBy: text("grace"), at: ago(0.3),
      act: text("accept the risk until 1 March"),
      reason: text(
        "The log stays inside the cluster and is kept for **two days** only. See SEC-1204."))
  }

  // MARK: scans

  public func scan(_ index: Int, isComplete: Bool = true) -> ScanRow {
    ScanRow(
      id: "01JDK5SCAN\(index)", asset: text(Self.seeds[index % Self.seeds.count].asset),
      ref: text("refs/heads/main"), commit: "9f2c1e77aa01b6d4c3f1", tool: text("shrike"),
      toolVersion: text("0.5.0"), ruleset: "built in", scope: "",
      time: ago(Double(index) * 0.8 + 0.1), received: ago(Double(index) * 0.8 + 0.09),
      isComplete: isComplete, findings: 41 - index % 7)
  }

  public var parts: [ScanPage.Part] {
    [
      .init(text("secrets"), isComplete: true, files: 412, rules: 312, skipped: 3),
      .init(text("infra"), isComplete: true, files: 61, rules: 204, skipped: 0),
      .init(text("supply"), isComplete: false, reason: text("no advisory database for npm")),
    ]
  }

  public func asset(_ index: Int) -> AssetSummary {
    let names = [
      "payments/api", "shop/front", "shop/worker", "platform/ci", "platform/terraform",
      "shop.example.com", "ghcr.io/northwind/shop:2026.11",
    ]
    let kinds = [
      "repository", "repository", "repository", "repository", "repository", "host", "image",
    ]
    let at = index % names.count
    return AssetSummary(
      name: text(names[at]), kind: kinds[at],
      product: at == 3 ? nil : text(at == 0 ? "Payments" : "Webshop"),
      team: at == 5 ? nil : text(at == 0 ? "payments" : "storefront"),
      criticality: ["critical", "high", "medium"][at % 3],
      isExposed: at % 3 == 0,
      open: [
        .critical: Tally(max(0, 2 - at)), .high: Tally(7 - at), .medium: Tally(at * 3),
        .low: Tally(at),
      ],
      overdue: Tally(max(0, 3 - at)),
      lastScan: at == 6 ? nil : ago(Double(at) * 0.7 + 0.2),
      unknown: at == 4 ? text("last scan is 9 days old") : at == 6 ? text("never scanned") : nil)
  }

  public var history: [TimelineEntry] {
    [
      TimelineEntry(
        seq: 101, at: ago(34), actor: text("scanner"), verb: "finding.opened",
        text: text("found in api/refund.py:12"), scan: "01JDK5SCAN1"),
      TimelineEntry(
        seq: 118, at: ago(33), actor: text("ada"), verb: "finding.assigned",
        text: text("assigned to grace")),
      TimelineEntry(
        seq: 130, at: ago(12), actor: text("scanner"), verb: "finding.seen",
        text: text("changed, now in services/payments/internal/handlers/refund.py:14"),
        scan: "01JDK5SCAN3"),
      TimelineEntry(
        seq: 142, at: ago(3), actor: text("grace"), verb: "finding.commented",
        text: text(
          "The parameter comes from the **back office** only, but that is one bug away from the net.\n\n- statement is built in `refund()`\n- tests do not cover it\n\n@ada can you take the fix? See https://wiki.example.com/sql."
        )),
      TimelineEntry(
        seq: 150, at: ago(0.2), actor: text("ada"), verb: "finding.decided",
        text: text("risk accepted until 2027-03-01: fix is in review")),
    ]
  }
}
