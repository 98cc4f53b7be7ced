import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeModel
import ShrikePipeline
import ShrikeSources
import ShrikeText

struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Mend what can be mended without a thought.",
    discussion: """
      Shows what would change, as a diff. Only fixes are offered that keep what a file does for everybody but
      an attacker; all else stays with you.

      Examples:
        shrike fix .                                        a diff; nothing is written
        shrike fix . --apply                                write the files
        shrike fix . --rule pipeline/persisted-credentials  this rule only
      """)

  @Argument(help: "A folder or a file.")
  var path = "."

  @Flag(help: "Write the files.")
  var apply = false

  @Option(help: ArgumentHelp("Only what this rule found; repeatable.", valueName: "rule"))
  var rule: [String] = []

  @Option(help: ArgumentHelp("The configuration, in place of shrike.yml.", valueName: "file"))
  var config: String?

  @OptionGroup var display: DisplayOptions

  func run() throws {
    var request = ScanRequest(
      path: path, environment: Terminal.environment, workingFolder: Terminal.workingFolder,
      startedAt: Terminal.now)
    request.now = Terminal.nanoseconds
    request.jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    // No other engine has fixes.
    request.only = ["infra"]
    request.configFile = config
    let report: Report
    do throws(Scan.Failure) { report = try Scan(request).run() } catch { throw display.end(error) }
    let plan = FixPlan(report, folder: Terminal.workingFolder) { finding in
      rule.isEmpty
        || rule.contains { finding.rule == $0 || finding.rule.hasSuffix("/\($0)") }
    }
    let style = TextStyle(colour: display.color.isOn(STDOUT_FILENO))
    for file in plan.files {
      if !display.quiet {
        for (line, title) in file.titles {
          print(style.paint("\(file.path.printable):\(line)", .cyan) + " \(title.printable)")
        }
      }
      if !apply {
        print(
          LineDiff(file.before, file.after).unified(name: file.path, style), terminator: "")
      }
    }
    for (path, title, reason) in plan.refused {
      Terminal.complain("\(path.printable): not offered: \(title.printable): \(reason)")
    }
    if apply {
      do throws(EngineError) { try plan.apply(folder: Terminal.workingFolder) } catch {
        Terminal.complain("error[\(error.code)]: \(error.description)")
        throw ExitStatus.internalError.code
      }
    }
    if display.quiet { return }
    let fixes = plan.files.reduce(0) { $0 + $1.titles.count }
    let words =
      "\(Words.count(fixes, "fix", "fixes")) in \(Words.count(plan.files.count, "file"))"
    Terminal.complain(
      fixes == 0
        ? "nothing that can be mended without a thought"
        : apply ? "\(words) written" : "\(words); --apply writes them")
  }
}
