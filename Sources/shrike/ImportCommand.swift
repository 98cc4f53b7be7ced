import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeIntake
import ShrikeModel
import ShrikePipeline
import ShrikeText

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read other tools' reports, and show what they say in our words.",
    discussion: """
      Whose report a file is, its content tells. Where it fits several, --tool names the one. gzip and
      zip are unpacked.

      Examples:
        shrike import bandit.json trivy.json       what each says, by severity
        shrike import --detect *.json              only whose they are
        shrike import --tool checkmarx_one x.json  where the content fits several
        shrike import --output json zap.xml        the findings, for programs
        shrike import --tools                      the tools that are known

      Exit codes: 0 all were read, 2 one was not, or more than half of its results were lost.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case terminal, json
  }

  @Argument(help: ArgumentHelp("Reports of other tools.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Only tell whose reports they are.")
  var detect = false

  @Flag(help: "List the tools that are known.")
  var tools = false

  @Option(help: ArgumentHelp("The tool, where the content fits several.", valueName: "name"))
  var tool: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("terminal or json.", valueName: "format"))
  var output = Format.terminal

  func validate() throws {
    if files.isEmpty, !tools { throw ValidationError("Name at least one report.") }
    let known = ReportImporter.tools.map(\.name)
    if let tool, !known.contains(tool) {
      let near = suggestion(for: tool, among: known)
      throw ValidationError(
        "'\(tool)' is no tool that is known"
          + (near.map { "; did you mean '\($0)'?" } ?? "; --tools lists them."))
    }
  }

  func run() throws {
    if tools {
      let width = ReportImporter.tools.map(\.name.count).max() ?? 0
      for (name, title) in ReportImporter.tools {
        print(name + String(repeating: " ", count: width - name.count + 2) + title)
      }
      return
    }
    var isWhole = true
    var reports: [(file: String, report: ImportedReport)] = []
    for path in files {
      guard let bytes = readFile(path, limit: ImportLimits().bytes) else {
        Terminal.complain("error[import.file]: '\(path)' cannot be read")
        isWhole = false
        continue
      }
      let file = ReportFile(name: path, unpacking: bytes)
      if detect {
        isWhole = tell(file) && isWhole
        continue
      }
      do throws(ReportImporter.Failure) {
        let report = try ReportImporter().read(file, as: tool)
        reports.append((path, report))
        isWhole = isWhole && !report.isIncomplete
        if output == .terminal { show(path, report) }
      } catch {
        Terminal.complain("error[import.refused]: \(path): \(error.message)")
        isWhole = false
      }
    }
    if output == .json, !detect { try write(reports) }
    if !isWhole { throw ExitStatus.usage.code }
  }

  private func tell(_ file: ReportFile) -> Bool {
    switch ReportImporter().detect(file) {
    case .tool(let name): print("\(file.name): \(name)")
    case .ambiguous(let names): print("\(file.name): one of \(names.joined(separator: ", "))")
    case .unknown:
      print("\(file.name): unknown")
      return false
    }
    return true
  }

  private func show(_ path: String, _ report: ImportedReport) {
    let version = report.toolVersion.map { " \($0)" } ?? ""
    print("\(path): \(Words.count(report.findings.count, "finding")) of \(report.title)\(version)")
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = report.count(severity)
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    if !counts.isEmpty { print("  \(counts.joined(separator: ", "))") }
    let suppressed = report.findings.count(where: \.isSuppressed)
    if suppressed > 0 { print("  \(suppressed) suppressed by the tool's own words") }
    if report.cutTexts > 0 { print("  \(Words.count(report.cutTexts, "text")) cut") }
    if report.unusable > 0 {
      print("  \(Words.count(report.unusable, "result")) could not be used")
    }
    for problem in report.problems { print("  \(problem.place): \(problem.reason)") }
  }

  private func write(_ reports: [(file: String, report: ImportedReport)]) throws {
    var sink = FileSink.standardOutput
    do throws(EngineError) {
      try JSONReport().write(reports, to: &sink)
      try sink.finish()
    } catch {
      Terminal.complain("error[report.\(error.code)]: \(error.description)")
      throw ExitStatus.internalError.code
    }
  }
}
