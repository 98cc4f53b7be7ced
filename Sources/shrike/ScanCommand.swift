import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeIdentity
import ShrikeModel
import ShrikePipeline
import ShrikeSources
import ShrikeText

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Look at files, a history or standard input.",
    discussion: """
      Examples:
        shrike scan .                                 this folder, as git sees it
        shrike scan config.py                         one file
        shrike scan --history                         every commit on every branch
        shrike scan --since origin/main               the commits of this branch
        shrike scan --staged                          what the next commit would bring in
        git show HEAD:app.env | shrike scan -         standard input
        shrike scan --output json=report.json --output terminal
        shrike scan --baseline report.json            only what is new since that report
        shrike scan --rules gitleaks.toml             rules of your own
        SHRIKE_TOKEN=shk_… shrike scan --publish https://shrike.example
        shrike scan --tools                           the tools of shrike.yml, too
        shrike scan --rules kics/assets --rules pol   checks of KICS, Trivy, Gatekeeper, conftest
      """)

  @Argument(help: "A folder, a file, or - for standard input.")
  var path = "."

  @Flag(help: "Every commit that a branch, tag or stash reaches, each change once.")
  var history = false

  @Flag(help: "What is staged for the next commit.")
  var staged = false

  @Option(help: ArgumentHelp("Commits of HEAD that REV does not reach.", valueName: "rev"))
  var since: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A report: \(Reporters.all.map(\.id).joined(separator: ", ")); repeatable.",
      valueName: "format[=file]"))
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "Rules in place of the engine's built-in ones, a file or folder; repeatable.",
      valueName: "path"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("Engines that must run, and no others.", valueName: "engine,…"))
  var only: String?

  @Option(help: ArgumentHelp("Engines that do not run.", valueName: "engine,…"))
  var skip: String?

  @Flag(help: "Run the tools that shrike.yml names; SHRIKE_TOOLS=1 does so, too.")
  var tools = false

  @Option(
    help: ArgumentHelp(
      "An earlier report (ours, SARIF, gitleaks JSON) whose findings are known; repeatable.",
      valueName: "file"))
  var baseline: [String] = []

  @Option(
    help: ArgumentHelp(
      "Lowest severity that fails: critical, high, medium, low, info, never.", valueName: "severity"
    ))
  var failOn: String?

  @Option(help: ArgumentHelp("The configuration, in place of shrike.yml.", valueName: "file"))
  var config: String?

  @Option(
    name: .customShort("j", allowingJoined: true),
    help: ArgumentHelp("Worker threads.", valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Archives inside archives; 0 opens none.", valueName: "n"))
  var archiveDepth = 8

  @Option(help: ArgumentHelp("Encodings inside encodings; 0 decodes nothing.", valueName: "n"))
  var decodeDepth = 5

  @Option(help: ArgumentHelp("Larger files are skipped, and said so.", valueName: "MiB"))
  var maxFileSize = 256

  @Flag(help: "Look at files that git ignores, too.")
  var noIgnore = false

  @Flag(help: "Look at the files that symbolic links lead to.")
  var followSymlinks = false

  @OptionGroup var publishing: PublishOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if [history, staged, since != nil].filter({ $0 }).count > 1 {
      throw ValidationError("--history, --staged and --since exclude each other.")
    }
    for name in names(only) + names(skip) where !Configuration.knownEngines.contains(name) {
      let near = suggestion(for: name, among: Configuration.knownEngines)
      throw ValidationError(
        "'\(name)' is not an engine" + (near.map { "; did you mean '\($0)'?" } ?? "."))
    }
    if let failOn, ConfigurationReader.failOn(failOn) == nil {
      let known = Severity.allCases.map(\.rawValue) + ["never"]
      let near = suggestion(for: failOn, among: known)
      throw ValidationError(
        "'\(failOn)' is not a severity" + (near.map { "; did you mean '\($0)'?" } ?? "."))
    }
    for word in output where Reporters.named(format(word)) == nil {
      let near = suggestion(for: format(word), among: Reporters.all.map(\.id))
      throw ValidationError(
        "'\(format(word))' is not a report format"
          + (near.map { "; did you mean '\($0)'?" } ?? "."))
    }
    if output.filter({ !$0.contains("=") }).count > 1 {
      throw ValidationError("only one report can go to standard output; give the others a file.")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("-j takes 1 to 256.") }
    if archiveDepth < 0 || decodeDepth < 0 || maxFileSize < 1 {
      throw ValidationError("--archive-depth and --decode-depth start at 0, --max-file-size at 1.")
    }
  }

  private func names(_ list: String?) -> [String] {
    list?.split(separator: ",").map(String.init) ?? []
  }

  private func format(_ word: String) -> String {
    word.firstIndex(of: "=").map { String(word[..<$0]) } ?? word
  }

  func run() throws {
    let progress = ScanProgress()
    Interruption.watch(progress)
    let wipe = display.quiet ? {} : ProgressLine(progress).start()
    let scan = Scan(request(), progress: progress)
    var report: Report
    do throws(Scan.Failure) {
      report = try scan.run()
      wipe()
    } catch {
      wipe()
      throw display.end(error)
    }
    LastReport(folders: scan.folders).keep(report)
    if publishing.publish != nil || output.contains(where: { format($0) == JSONReport.id }) {
      mark(&report)
    }
    try write(report)
    try publish(report)
    if report.partial { throw ExitStatus.interrupted.code }
    // Rules that could not be read did not look: whatever the others say is not the whole answer.
    if report.diagnostics.contains(where: { $0.level == .error }) { throw ExitStatus.usage.code }
    switch report.verdict {
    case .pass: return
    case .fail: throw ExitStatus.fail.code
    case .notEvaluated: throw ExitStatus.notEvaluated.code
    }
  }

  /// Adds what tells the code of findings from other code, for the ledger that the report goes to.
  private func mark(_ report: inout Report) {
    let read = { (path: String) in readFile(path, limit: CodeMarking.fileLimit) }
    CodeMarking.mark(&report.findings, reading: read)
    CodeMarking.mark(&report.suppressed, reading: read)
  }

  /// A report that was to be sent and was not is trouble of ours, whatever the gate says.
  private func publish(_ report: Report) throws {
    do throws(EngineError) {
      guard let outcome = try publishing.send(report), !display.quiet else { return }
      Terminal.complain("published: \(outcome.words)")
    } catch {
      Terminal.complain("error[publish.\(error.code)]: \(error.description)")
      throw ExitStatus.internalError.code
    }
  }

  private func request() -> ScanRequest {
    var request = ScanRequest(
      path: path == "-" ? "." : path, environment: Terminal.environment,
      workingFolder: Terminal.workingFolder, startedAt: Terminal.now)
    if path == "-" {
      request.subject = .standardInput
    } else if history {
      request.subject = .history
    } else if staged {
      request.subject = .staged
    } else if let since {
      request.subject = .since(since)
    }
    request.now = Terminal.nanoseconds
    request.jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    request.only = only.map { names($0) }
    request.skip = names(skip)
    request.rules = rules
    request.configFile = config
    request.baselines = baseline
    request.failOn = failOn.flatMap { ConfigurationReader.failOn($0) }
    request.decodingDepth = decodeDepth
    request.limits.archiveDepth = archiveDepth
    request.limits.fileBytes = maxFileSize << 20
    request.usesIgnoreFiles = !noIgnore
    request.followsSymlinks = followSymlinks
    request.runsTools = tools || request.environment["SHRIKE_TOOLS"] == "1"
    return request
  }

  private func write(_ report: Report) throws {
    let words = output.isEmpty ? ["terminal"] : output
    var failed = false
    for word in words {
      guard let entry = Reporters.named(format(word)) else { continue }
      do throws(EngineError) {
        if let equals = word.firstIndex(of: "=") {
          let file = String(word[word.index(after: equals)...])
          var sink = try FileSink(path: file)
          let options = ReportOptions(
            colour: display.color == .always, width: 100, verbose: display.verbose,
            quiet: display.quiet)
          try entry.make(options).write(report, to: &sink)
          try sink.finish()
        } else {
          var sink = FileSink.standardOutput
          let options = ReportOptions(
            colour: display.color.isOn(STDOUT_FILENO), width: Terminal.width,
            verbose: display.verbose, quiet: display.quiet)
          try entry.make(options).write(report, to: &sink)
          try sink.finish()
        }
      } catch {
        Terminal.complain("error[report.\(error.code)]: \(error.description)")
        failed = true
      }
    }
    if failed { throw ExitStatus.internalError.code }
  }
}

/// How things are shown, alike for every subcommand.
struct DisplayOptions: ParsableArguments {
  @Option(help: "Colours: auto, always, never. NO_COLOR counts with auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Findings and the summary, nothing else.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Every skipped file and every waiver by name.")
  var verbose = false

  /// Shows how a scan failed; the result is what to throw.
  func end(_ failure: Scan.Failure) -> ExitCode {
    switch failure {
    case .input(let diagnostics):
      return Terminal.fail(diagnostics, .usage, colour: color.isOn(STDERR_FILENO))
    case .engine(let error):
      let status: ExitStatus = error.code == .unavailable ? .usage : .internalError
      Terminal.complain("error[\(error.code)]: \(error.description)")
      return status.code
    }
  }
}
