import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeIdentity
import ShrikeIntake
import ShrikeLedger
import ShrikeSources
import ShrikeText

struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Put reports, of ours and of other tools, into the ledger or a hub.",
    discussion: """
      The ledger remembers what became of findings. The same report a second time changes nothing. A report
      closes only what the same tool found before on the same branch in the same folder, and only where it read
      all it had to. Whose report a file is, its content tells; `shrike import --tools` lists the known ones.

      Reports of other tools do not tell what was scanned: the repository that this is run in is taken for it, and
      its files are read for the code that findings stand in.

      Examples:
        shrike push report.json                    of 'shrike scan --output json=report.json'
        shrike push bandit.json trivy.sarif        of other tools, run where they were run
        shrike push zap.xml --asset shop.example   where it is no repository
        SHRIKE_TOKEN=shk_… shrike push report.json --server https://shrike.example
        shrike findings list
      """)

  @Argument(help: "Reports.")
  var reports: [String]

  @Option(help: ArgumentHelp("The name of what was scanned.", valueName: "name"))
  var asset: String?

  @Option(help: ArgumentHelp("The branch or tag that was scanned.", valueName: "name"))
  var ref: String?

  @Option(help: ArgumentHelp("The commit that was scanned.", valueName: "id"))
  var commit: String?

  @Option(help: ArgumentHelp("The folder that was scanned, from the top.", valueName: "folder"))
  var scope: String?

  @Option(
    help: ArgumentHelp("Whose reports they are, where the content fits several.", valueName: "name")
  )
  var tool: String?

  @Flag(help: "Only a part was looked at: nothing is closed.")
  var partial = false

  @OptionGroup var server: ServerOptions

  @OptionGroup var options: LedgerOptions

  func validate() throws {
    let known = ReportImporter.tools.map(\.name)
    if let tool, !known.contains(tool) {
      let near = suggestion(for: tool, among: known)
      throw ValidationError(
        "'\(tool)' is no tool that is known"
          + (near.map { "; did you mean '\($0)'?" } ?? "; 'shrike import --tools' lists them."))
    }
    if reports.isEmpty { throw ValidationError("Name at least one report.") }
  }

  func run() throws {
    var failed = false
    var taken: [(file: String, bytes: [UInt8], intake: ReportIntake)] = []
    for file in reports {
      guard let bytes = readFile(file, limit: ImportLimits().bytes) else {
        complain("push.missing", "the report '\(file)' cannot be read", nil)
        failed = true
        continue
      }
      do throws(ReportIntake.Refusal) {
        taken.append((file, bytes, try intake(bytes, file)))
      } catch {
        complain("push.\(error.code.rawValue)", "\(file): \(error.message)", error.help)
        failed = true
      }
    }
    for (file, _, intake) in taken { tellLosses(file, intake.report) }
    if let hub = try server.hub() {
      for (file, bytes, intake) in taken {
        do throws(EngineError) {
          let outcome = try hub.push(bytes, claim(intake))
          print("\(file.printable): \(outcome.words) · \(intake.record.asset.printable)")
        } catch {
          complain("push.\(error.code)", "\(file): \(error.description)", nil)
          failed = true
        }
      }
    } else if !taken.isEmpty {
      let ledger = try options.run { () throws(LedgerError) in try options.open() }
      for (file, _, intake) in taken {
        let outcome = try options.run { () throws(LedgerError) in
          try ledger.publish(intake.record, by: options.actor, at: LedgerOptions.now)
        }
        print("\(file.printable): \(outcome.words) · \(intake.record.asset.printable)")
      }
    }
    if failed { throw ExitStatus.usage.code }
  }

  // MARK: what was scanned

  private func intake(
    _ bytes: [UInt8], _ file: String
  ) throws(ReportIntake.Refusal) -> ReportIntake {
    let claim = ReportIntake.Claim(
      asset: asset, ref: ref, commit: commit, scope: scope, tool: tool, isPartial: partial)
    let here = Surroundings()
    return try ReportIntake(
      bytes, name: file, claim: claim, surroundings: asset == nil ? here.claim : nil,
      now: LedgerOptions.now
    ) { findings in
      CodeMarking.mark(&findings) { path in
        path.hasPrefix("/") || path.split(separator: "/").contains("..")
          ? nil : readFile("\(here.root)/\(path)", limit: CodeMarking.fileLimit)
      }
    }
  }

  /// What a hub could not know without this machine.
  private func claim(_ intake: ReportIntake) -> ReportIntake.Claim {
    let record = intake.record
    return ReportIntake.Claim(
      asset: record.asset, ref: record.ref.isEmpty ? nil : record.ref, commit: record.commit,
      scope: scope, tool: tool, isPartial: partial)
  }

  // MARK: words

  private func tellLosses(_ file: String, _ report: ImportedReport) {
    guard report.unusable > 0 else { return }
    let first = report.problems.first.map { "; first \($0.place): \($0.reason)" } ?? ""
    Terminal.complain(
      "warning[push.lost]: \(file): \(Words.count(report.unusable, "result")) could not be used\(first)"
    )
  }

  private func complain(_ code: String, _ message: String, _ help: String?) {
    let style = TextStyle(colour: options.color.isOn(STDERR_FILENO))
    Terminal.complain(Diagnostic(.error, code, message, help: help).text(style))
  }
}

/// What the folder that a command is run in says of what is scanned there.
struct Surroundings {
  /// The repository's top, else the folder itself.
  let root: String
  let claim: ReportIntake.Claim

  init() {
    let folder = Terminal.workingFolder
    let repository = GitRepository.discover(from: folder, environment: Terminal.environment)
    root = repository?.root ?? folder
    let head = try? repository?.head()
    claim = ReportIntake.Claim(
      asset: repository?.remoteURL?.withoutUserInfo ?? Surroundings.name(root), ref: head?.branch,
      commit: head?.commit?.description)
  }

  private static func name(_ folder: String) -> String? {
    folder.split(separator: "/").last.map(String.init)
  }
}

extension PublishOutcome {
  /// `3 new, 1 fixed`.
  var words: String {
    guard !isRepeat else { return "known already, nothing changed" }
    let parts = [
      (opened, "new"), (reopened, "back"), (closed, "fixed"), (changed, "changed"),
      (seen, "on another branch"), (left, "left this branch"), (missed, "not looked for"),
      (unchanged, "unchanged"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
  }
}
