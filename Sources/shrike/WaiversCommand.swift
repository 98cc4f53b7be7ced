import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeFormats
import ShrikeModel
import ShrikePipeline
import ShrikeText

struct WaiversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waivers",
    abstract: "List, add or check what the team has decided not to mend now.",
    discussion: """
      Waivers stand in .shrike/waivers.yml, each with an owner, a reason and an end.

      Examples:
        shrike waivers list                        which hold, end soon, have ended, cover nothing
        shrike waivers check                       every mistake of the files at once
        shrike waivers add 3f2a91bc --owner ann --until 2027-03-31 --reason "revoked, in old commits"
        shrike waivers add infra/docker-root-user --path tools/ --owner platform \\
          --until 2027-03-31 --reason "until the new runner is here" --ticket SEC-1234
      """,
    subcommands: [List.self, Add.self, Check.self], defaultSubcommand: List.self)

  /// A request for the tree that is meant.
  fileprivate static func request(_ path: String) -> ScanRequest {
    var request = ScanRequest(
      path: path, environment: Terminal.environment, workingFolder: Terminal.workingFolder,
      startedAt: Terminal.now)
    request.now = Terminal.nanoseconds
    request.jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return request
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Look at everything, then tell how each waiver stands.")

    /// From so many days before its end a waiver is told to end soon.
    private static let soon = 30

    @Argument(help: "The folder whose waivers are meant.")
    var path = "."

    @Option(
      name: .shortAndLong, help: ArgumentHelp("terminal or json.", valueName: "format"))
    var output = GateCommand.Format.terminal

    @OptionGroup var display: DisplayOptions

    func run() throws {
      let report: Report
      do throws(Scan.Failure) {
        report = try Scan(WaiversCommand.request(path)).run()
      } catch { throw display.end(error) }
      let records = report.gate?.waivers ?? []
      let style = TextStyle(colour: display.color.isOn(STDERR_FILENO))
      for diagnostic in report.diagnostics
      where diagnostic.code.hasPrefix("waivers.") && !Self.isState(diagnostic.code) {
        Terminal.complain(diagnostic.text(style))
      }
      switch output {
      case .terminal: show(records)
      case .json: try write(records)
      }
    }

    /// What the list tells by itself.
    private static func isState(_ code: String) -> Bool {
      ["waivers.expired", "waivers.unused", "waivers.broad"].contains(code)
    }

    private func write(_ records: [WaiverRecord]) throws {
      var sink = FileSink.standardOutput
      do throws(EngineError) {
        try JSONReport().write(records, to: &sink)
        try sink.finish()
      } catch {
        Terminal.complain("error[report.\(error.code)]: \(error.description)")
        throw ExitStatus.internalError.code
      }
    }

    private func show(_ records: [WaiverRecord]) {
      let style = TextStyle(colour: display.color.isOn(STDOUT_FILENO))
      if records.isEmpty {
        print("there are no waivers in \(WaiverFile.path)")
        return
      }
      for record in records {
        let (word, ink) = state(record)
        let padding = String(repeating: " ", count: max(1, 11 - word.count))
        let subject = record.subject.parts.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        print(
          "\(style.paint(word, ink))\(padding)until \(record.until)  "
            + "\(style.paint(subject.printable, .bold))  "
            + style.paint(record.origin.printable, .dim))
        var facts = [record.owner.printable]
        if let ticket = record.ticket { facts.append(ticket.printable) }
        facts.append(Words.count(record.findings, "finding"))
        if record.isBroad { facts.append("covers too much") }
        print("           \(facts.joined(separator: " · ")): \(record.reason.oneLine.printable)")
      }
    }

    private func state(_ record: WaiverRecord) -> (String, TextStyle.Ink) {
      switch record.state {
      case .expired: ("expired", .boldRed)
      case .unused: ("unused", .boldYellow)
      case .holds where record.daysLeft <= Self.soon: ("ends soon", .boldYellow)
      case .holds: ("holds", .boldGreen)
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Tell every mistake of the waiver files at once.")

    @Argument(help: "The folder whose waivers are meant.")
    var path = "."

    @OptionGroup var display: DisplayOptions

    func run() throws {
      var diagnostics = Diagnostics()
      let files: [WaiverFile]?
      do throws(EngineError) {
        files = try Scan(WaiversCommand.request(path)).waiverFiles(&diagnostics)
      } catch {
        throw display.end(.engine(error))
      }
      let hasErrors = diagnostics.hasErrors
      let style = TextStyle(colour: display.color.isOn(STDOUT_FILENO))
      for diagnostic in diagnostics.finish() { print(diagnostic.text(style) + "\n") }
      guard let files, !hasErrors else { throw ExitStatus.usage.code }
      if files.isEmpty { print("there are no waivers in \(WaiverFile.path)") }
      for file in files {
        let count = file.entries.count
        print("'\(file.file)' is right: \(Words.count(count, "waiver"))")
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Write a waiver down at the end of .shrike/waivers.yml.")

    @Argument(
      help: ArgumentHelp(
        "A rule (or a pattern of rules), or an identity of which 8 digits or more are given.",
        valueName: "rule|identity"))
    var subject: String

    @Option(
      help: ArgumentHelp("Only below this path; a pattern as in .gitignore.", valueName: "path"))
    var path: String?

    @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
    var owner: String

    @Option(help: ArgumentHelp("Why it may stay.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("The last day it holds, as in 2027-03-31.", valueName: "day"))
    var until: String

    @Option(help: ArgumentHelp("Where it was agreed on.", valueName: "id"))
    var ticket: String?

    @OptionGroup var display: DisplayOptions

    func validate() throws {
      if subject.isEmpty || subject.hasPrefix("!") {
        throw ValidationError("name a rule, a pattern of rules or an identity.")
      }
      guard let day = Day(until), until.utf8.count == 10 else {
        throw ValidationError("'\(until)' is no day; write the last day it holds as in 2027-03-31.")
      }
      if day < Day(nanoseconds: Terminal.nanoseconds) {
        throw ValidationError("\(until) is over; a waiver holds until a day to come.")
      }
      for (name, text) in [("--owner", owner), ("--reason", reason)]
      where !text.contains(where: { !$0.isWhitespace }) {
        throw ValidationError("\(name) says nothing.")
      }
    }

    func run() throws {
      guard let day = Day(until) else { throw ExitStatus.usage.code }
      var draft = WaiverFile.Draft(
        subject: WaiverRecord.Subject(path: path), owner: owner, reason: reason, ticket: ticket,
        until: day)
      if subject.utf8.count >= 8, subject.utf8.count <= 16, subject.allSatisfy(\.isHexDigit) {
        let finding = SeenFinding(identity: subject.lowercased())
        draft.subject.identity = finding?.identity ?? subject.lowercased()
        draft.note = finding?.words
        if finding == nil {
          warn(
            "waivers.identity", "the last scan found nothing, or several things, of this identity")
        }
      } else {
        draft.subject.rule = subject
        warnOfUnknownRule()
      }
      let target = Scan(WaiversCommand.request(".")).waiverFile
      let old = readFile(target.path, limit: WaiverFile.byteLimit)
      if old == nil, access(target.path, F_OK) == 0 {
        Terminal.complain("error[waivers.unreadable]: '\(target.shown)' cannot be read")
        throw ExitStatus.usage.code
      }
      var diagnostics = Diagnostics()
      let new = WaiverFile.adding(draft, to: old, file: target.shown, diagnostics: &diagnostics)
      guard let new else {
        throw Terminal.fail(
          diagnostics.finish(), .usage, colour: display.color.isOn(STDERR_FILENO))
      }
      let folder = String(target.path.dropLast("/waivers.yml".count))
      do throws(EngineError) {
        _ = makeFolder(folder, mode: 0o755)
        try writeFile(target.path, new)
      } catch {
        throw display.end(.engine(error))
      }
      if !display.quiet { print("written to \(target.shown.printable)") }
    }
  }
}

extension WaiversCommand.Add {
  private func warn(_ code: String, _ message: String, help: String? = nil) {
    let style = TextStyle(colour: display.color.isOn(STDERR_FILENO))
    Terminal.complain(Diagnostic(.warning, code, message, help: help).text(style))
  }

  /// A rule that nobody knows is most likely misspelt; it may also be another tool's.
  private func warnOfUnknownRule() {
    guard !subject.contains(where: { "*?[".contains($0) }) else { return }
    let known = Scan(WaiversCommand.request(".")).ruleIDs()
    guard !known.contains(subject) else { return }
    let near = suggestion(for: subject, among: known)
    warn(
      "waivers.rule", "no rule goes by '\(subject)'", help: near.map { "did you mean '\($0)'?" })
  }
}

/// A finding of the last scan, by the beginning of its identity.
private struct SeenFinding {
  let identity: String
  /// `secrets/github-pat at src/a.py:3`.
  let words: String

  /// Nil where the last scan has none, or several that begin so.
  init?(identity start: String) {
    var diagnostics = Diagnostics()
    guard
      let bytes = LastReport(folders: Folders(environment: Terminal.environment)).bytes(),
      let report = JSONReader.strict.read(
        bytes, FileContext("the last report"), diagnostics: &diagnostics)
    else { return nil }
    let findings = ["findings", "suppressed"].flatMap {
      report.root[$0].map { Array($0.elements) } ?? []
    }
    .filter { $0["identity"]?["value"]?.string?.hasPrefix(start) ?? false }
    guard let first = findings.first, let value = first["identity"]?["value"]?.string,
      findings.allSatisfy({ $0["identity"]?["value"]?.string == value })
    else { return nil }
    identity = value
    let place = first["places"]?[0]
    let line = place?["start"]?["line"]?.int.map { ":\($0)" } ?? ""
    words = "\(first["rule"]?.string ?? "") at \(place?["path"]?.string ?? "")\(line)"
  }
}

extension String {
  fileprivate var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
