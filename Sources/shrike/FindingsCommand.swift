import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeFormats
import ShrikeLedger
import ShrikeModel
import ShrikeText

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings",
    abstract: "Look at findings of the ledger or a hub, and decide about them.",
    discussion: """
      Findings are named by number (#42), by id, or by how their identity begins.

      Examples:
        shrike findings list                                    what is open, the worst first
        shrike findings list severity:>=high age:\\>30d sql      a question
        shrike findings show 42                                 everything about one, and its history
        shrike findings accept 42 --until 2027-03-31 --reason "behind the firewall"
        shrike findings false-positive 42 43 --reason "a fixture of the tests"
        shrike findings comment 42 "Is this reachable?"
        shrike findings undo 01M8…                              take a decision back
        shrike findings list --server https://shrike.example    the same of a hub; token in $SHRIKE_TOKEN
      """,
    subcommands: [
      List.self, Show.self, Report.self, Accept.self, FalsePositive.self, NotAffected.self,
      Reopen.self,
      Undo.self, Assign.self, Comment.self,
    ], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Findings that fit a question; open ones without.",
      discussion: "Fields:\n"
        + FindingQuery.Field.allCases.map { "  \($0.rawValue): \($0.summary)" }
        .joined(separator: "\n"))

    @Argument(help: "A question: fields and words.")
    var query: [String] = []

    @Option(help: "At most so many.")
    var limit = 50

    @Option(help: ArgumentHelp("Go on where the list before ended.", valueName: "cursor"))
    var cursor: String?

    @Option(help: "queue (the worst and most urgent first) or newest.")
    var order = FindingOrder.queue

    @Option(name: .shortAndLong, help: ArgumentHelp("terminal or json.", valueName: "format"))
    var output = GateCommand.Format.terminal

    @OptionGroup var store: StoreOptions

    func run() throws {
      // A question that cannot be read is shown with its mistake, whoever would be asked.
      var diagnostics = Diagnostics()
      let text = query.joined(separator: " ")
      guard FindingQuery.parse(text, me: store.ledger.actor, diagnostics: &diagnostics) != nil
      else {
        throw Terminal.fail(
          diagnostics.finish(), .usage, colour: store.ledger.color.isOn(STDERR_FILENO))
      }
      let question = FindingQuestion(text: text, order: order, cursor: cursor, limit: limit)
      let page = try store.run { store throws(LedgerError) in try store.list(question) }
      switch output {
      case .terminal: show(page, LedgerOptions.now)
      case .json: print(String(decoding: page.json, as: UTF8.self), terminator: "")
      }
    }

    private func show(_ page: FindingPage, _ now: Timestamp) {
      let style = store.style
      if page.rows.isEmpty { print("no findings") }
      for row in page.rows { print(row.line(style, now)) }
      if let next = page.next { print(style.paint("more: --cursor \(next)", .dim)) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Everything about a finding, and its history.")

    @Argument(help: "A number, an id or the beginning of an identity.")
    var finding: String

    @OptionGroup var store: StoreOptions

    func run() throws {
      let detail = try store.run { store throws(LedgerError) in try store.detail(finding) }
      show(detail, LedgerOptions.now)
    }

    private func show(_ detail: FindingDetail, _ now: Timestamp) {
      let style = store.style
      let row = detail.row
      print(row.line(style, now))
      print("  id \(row.id) · \(row.asset.printable) · found by \(row.tool.printable)")
      if let owner = row.owner { print("  owner \(owner.printable)") }
      for place in detail.occurrences {
        let line = place.line > 0 ? ":\(place.line)" : ""
        let ref = place.ref.isEmpty ? "" : " on \(place.ref.printable)"
        let gone = place.isPresent ? "" : " (no longer)"
        print("  \(place.path.printable)\(line)\(ref)\(gone)")
        if !place.code.isEmpty { print("    \(style.paint(place.code.printable, .dim))") }
      }
      print("")
      for entry in detail.timeline {
        print(
          "  \(entry.at.text)  \(entry.actor.printable)  \(entry.text.oneLine.printable)")
      }
    }
  }
}

extension FindingOrder: ExpressibleByArgument {}

extension FindingRow {
  /// `#42  high  open  code/sql-injection  src/app.py:10  A query is made of text`
  fileprivate func line(_ style: TextStyle, _ now: Timestamp) -> String {
    let ink: TextStyle.Ink =
      switch severity {
      case .critical, .high: .boldRed
      case .medium: .boldYellow
      case .low, .info: .blue
      }
    var parts = [
      style.paint("#\(number)", .bold), style.paint(severity.rawValue, ink), stateText(now),
      rule.printable, path.printable + (line > 0 ? ":\(line)" : ""), title.oneLine.printable,
    ]
    if state == .open, let due, due < now { parts.insert(style.paint("overdue", .boldRed), at: 3) }
    return parts.joined(separator: "  ")
  }

  private func stateText(_ now: Timestamp) -> String {
    until.map { "\(state.rawValue) until \(Timestamp(milliseconds: $0.milliseconds - 1).date)" }
      ?? state.rawValue
  }
}

extension FindingPage {
  /// The rows as JSON, with the cursor of the next page.
  fileprivate var json: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.array("findings") { json in
        for row in rows {
          json.object {
            $0.field("id", row.id)
            $0.field("number", Int(row.number))
            $0.field("asset", row.asset)
            $0.field("tool", row.tool)
            $0.field("rule", row.rule)
            $0.field("kind", row.kind)
            $0.field("severity", row.severity.rawValue)
            $0.field("confidence", row.confidence)
            $0.field("state", row.state.rawValue)
            $0.field("until", ifAny: row.until?.text)
            $0.field("observed", row.observed.rawValue)
            $0.field("title", row.title)
            $0.field("identity", row.identity)
            $0.field("path", row.path)
            $0.field("line", ifAny: row.line > 0 ? row.line : nil)
            $0.field("owner", ifAny: row.owner)
            $0.field("due", ifAny: row.due?.text)
            $0.field("firstSeen", row.firstSeen.text)
            $0.field("openedAt", row.openedAt.text)
            $0.field("closedAt", ifAny: row.closedAt?.text)
          }
        }
      }
      json.field("next", ifAny: next)
    }
    return json.finish()
  }
}

extension String {
  fileprivate var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
