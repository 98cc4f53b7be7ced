public import ShrikeLedger
public import ShrikeModel

/// A policy of the gate as lists show it.
public struct PolicyRow: Sendable, Hashable {
  public var id: String
  public var title: String
  public var owner: String?
  /// `built in` or the file it stands in.
  public var source: String
  /// False where a setting has switched it off.
  public var applies: Bool
  public var testsPassed: Int
  public var testsFailed: Int
  /// What it said last; nil: nobody has asked it yet.
  public var last: Verdict?
  public var lastAsked: Timestamp?

  public init(
    id: String, title: String, owner: String? = nil, source: String, applies: Bool = true,
    testsPassed: Int = 0, testsFailed: Int = 0, last: Verdict? = nil, lastAsked: Timestamp? = nil
  ) {
    self.id = id
    self.title = title
    self.owner = owner
    self.source = source
    self.applies = applies
    self.testsPassed = testsPassed
    self.testsFailed = testsFailed
    self.last = last
    self.lastAsked = lastAsked
  }
}

public struct PoliciesPage: Page {
  public var frame: Frame
  public var rows: [PolicyRow]
  /// What they were asked last: `about the last scan, of shop`.
  public var about: String?

  public init(frame: Frame, rows: [PolicyRow], about: String? = nil) {
    self.frame = frame
    self.rows = rows
    self.about = about
  }

  public var title: String { "Policies" }
  public var section: Frame.Section? { .policies }

  public func writeContent(into html: inout HTML) {
    html.heading(
      title,
      "\(Words.count(rows.count, "policy", "policies")) that the gate asks; each is Rego"
        + (about.map { ". Answers are \($0)" } ?? ""))
    guard !rows.isEmpty else {
      return html.empty(
        EmptyState(
          "No policies here",
          "The gate's policies do not stand beside the program that serves this."
        ))
    }
    // Policies of the program belong to nobody.
    let hasOwners = rows.contains { $0.owner != nil }
    let (policy, source, owner) = (
      Column("Policy", .main), Column("Written in"), Column("Owner")
    )
    let rest = [Column("Tests"), Column("Last answer"), Column("Asked")]
    let columns = [policy, source] + (hasOwners ? [owner] : []) + rest
    html.table("Policies", columns, rows) { html, row in
      html.cell(policy) { html in
        html.element("a", .href(Route.policy(row.id)), text: row.title)
        html.literal(" ")
        html.element("code", .class("muted"), text: row.id)
        if !row.applies { html.literal(" <span class=\"tag\">off</span>") }
      }
      html.cell(source, row.source)
      if hasOwners { html.cell(owner) { $0.person(row.owner) } }
      html.cell(rest[0]) { $0.tests(row) }
      html.cell(rest[1]) { answer(row, &$0) }
      html.cell(rest[2]) { html in
        if let time = row.lastAsked {
          html.time(time, now: frame.now)
        } else {
          html.text("never")
        }
      }
    }
  }

  private func answer(_ row: PolicyRow, _ html: inout HTML) {
    switch row.last {
    case .notEvaluated(let reasons): html.notEvaluated(reasons.first ?? "a value is not known")
    case let last?: html.verdict(last)
    case nil where row.applies: html.notEvaluated("not asked yet")
    case nil: html.literal("<span class=\"muted\">off unless shrike.yml says otherwise</span>")
    }
  }
}

extension HTML {
  fileprivate mutating func tests(_ row: PolicyRow) {
    if row.testsPassed + row.testsFailed == 0 {
      notEvaluated("no tests")
    } else if row.testsFailed > 0 {
      element("span", .class("verdict fail")) {
        $0.literal("<b aria-hidden=\"true\">✕</b> ")
        $0.text("\(row.testsFailed) of \(row.testsPassed + row.testsFailed) failed")
      }
    } else {
      element("span", .class("verdict pass")) {
        $0.literal("<b aria-hidden=\"true\">✓</b> ")
        $0.text(Words.count(row.testsPassed, "passed", "passed"))
      }
    }
  }
}

/// One policy: its text, its tests, and what it would have done.
public struct PolicyPage: Page {
  /// What a policy would have said of scans that came in.
  public struct DryRun: Sendable, Hashable {
    public struct Stop: Sendable, Hashable {
      public var asset: String
      public var ref: String
      public var at: Timestamp
      public var verdict: Verdict
      public var scan: String?

      public init(
        asset: String, ref: String, at: Timestamp, verdict: Verdict, scan: String? = nil
      ) {
        self.asset = asset
        self.ref = ref
        self.at = at
        self.verdict = verdict
        self.scan = scan
      }
    }

    public var days: Int
    /// How many it was asked about.
    public var scans: Int
    /// Those that it would have stopped, or could not tell about.
    public var stopped: [Stop]
    /// There were more; those that came last were asked about.
    public var isCut: Bool

    public init(days: Int, scans: Int, stopped: [Stop], isCut: Bool = false) {
      self.days = days
      self.scans = scans
      self.stopped = stopped
      self.isCut = isCut
    }
  }

  public var frame: Frame
  public var policy: PolicyRow
  /// Its Rego.
  public var text: String
  /// The Rego of its tests.
  public var tests: String?
  public var dryRun: DryRun?
  /// Why nobody can tell what it would have said.
  public var unknown: String?

  public init(
    frame: Frame, policy: PolicyRow, text: String, tests: String? = nil, dryRun: DryRun? = nil,
    unknown: String? = nil
  ) {
    self.frame = frame
    self.policy = policy
    self.text = text
    self.tests = tests
    self.dryRun = dryRun
    self.unknown = unknown
  }

  public var title: String { policy.title }
  public var section: Frame.Section? { .policies }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) {
      $0.element("a", .href(Route.policies), text: "Policies")
    }
    html.heading(title, policy.source.capitalizedFirst) {
      html in
      html.element(
        "a", .class("primary"), .href(Route.policy(policy.id, dryRun: true)),
        text: "Dry run over 30 days")
    }
    html.element("p", .class("meta")) { html in
      html.element("code", text: policy.id)
      if policy.owner != nil { html.person(policy.owner) }
      html.tests(policy)
      if let last = policy.last { html.verdict(last) }
    }
    if let dryRun { write(dryRun, &html) }
    if let unknown { html.element("p") { $0.notEvaluated(unknown) } }
    html.literal("<section><h2>Policy</h2>")
    html.codeFrame(frame(of: text, "\(policy.id).rego"))
    html.literal("</section><section><h2>Tests</h2>")
    if let tests {
      html.codeFrame(frame(of: tests, "\(policy.id)_test.rego"))
    } else {
      html.empty(
        EmptyState(
          "No tests yet", "A test says what the policy answers to one input.",
          command: "shrike policy test .shrike/policies"), level: 3)
    }
    html.literal("</section>")
  }

  private func frame(of text: String, _ path: String) -> CodeFrame {
    CodeFrame(
      path: path, firstLine: 1,
      lines: text.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast(text.hasSuffix("\n") ? 1 : 0).map(String.init))
  }

  private func write(_ run: DryRun, _ html: inout HTML) {
    let fails = run.stopped.count { if case .fail = $0.verdict { true } else { false } }
    let unknown = run.stopped.count - fails
    html.element("section", .class("box"), .fixed("aria-live", "polite")) { html in
      html.literal("<h2>Dry run</h2>")
      html.element("p") { html in
        html.text("In the last \(run.days) days this would have stopped ")
        html.element(
          "strong", text: "\(fails) of \(Words.grouped(run.scans)) \(run.isCut ? "last " : "")scans"
        )
        html.text(
          unknown > 0 ? "; of \(Words.grouped(unknown)) more it could not have told." : ".")
      }
      html.literal(
        """
        <p class="hint">Asked of what is kept of each scan, with the defaults of the gate: from high on a finding fails; \
        a policy that is off by default is asked as if it were on.</p>
        """)
      guard !run.stopped.isEmpty else { return }
      let columns = [
        Column("Scan", .main), Column("When"), Column("Answer"), Column("Reason"),
      ]
      html.table("Scans it would have stopped", columns, run.stopped.prefix(50)) { html, stop in
        html.cell(columns[0]) { html in
          html.element(
            "a", .href(stop.scan.map(Route.scan) ?? Route.asset(stop.asset)), text: stop.asset)
          html.literal(" ")
          html.element("code", text: stop.ref)
        }
        html.cell(columns[1]) { $0.time(stop.at, now: frame.now) }
        html.cell(columns[2]) { $0.verdict(stop.verdict) }
        html.cell(columns[3], stop.verdict.reasons.joined(separator: "; "))
      }
    }
  }
}
