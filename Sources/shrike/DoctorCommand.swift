import ArgumentParser
import Glibc
import ShrikeModel
import ShrikePipeline
import ShrikeSources
import ShrikeText

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Versions, caches, and what is skipped here and why.")

  @OptionGroup var display: DisplayOptions

  func run() throws {
    let environment = Terminal.environment
    let folders = Folders(environment: environment)
    print("shrike     \(ToolVersion.current)")
    print("program    \(Folders.executablePath ?? "?")")
    print("rules      \(folders.rules ?? "missing: reinstall Shrike, or use --rules")")
    print("cache      \(folders.cache)\(cacheState(folders.cache))")
    print("automaton  Vectorscan \(RuleLibrary.platform)")
    var trouble = folders.rules == nil
    if let repository = GitRepository.discover(from: ".", environment: environment) {
      print("repository \(repository.root)")
      let head = try? repository.head()
      print(
        "  head     \(head?.branch ?? "detached") \(head?.commit?.description.prefix(12) ?? "no commit")"
      )
      print("  objects  \(repository.format.rawValue), \(repository.storage.rawValue)")
      if repository.isShallow {
        print("  shallow  identities have a fixed key; fetch the whole history to share them")
      }
      if let problem = repository.trouble() {
        trouble = true
        print(problem.text())
      }
    } else {
      print("repository none here: --history, --staged and --since do not work")
    }
    let (configurations, diagnostics) = ConfigCommand.read(".")
    let files = configurations?.files.joined(separator: ", ")
    print("config     \(files.map { $0.isEmpty ? "none, the defaults" : $0 } ?? "broken")")
    for diagnostic in diagnostics { print(diagnostic.text()) }
    trouble = trouble || configurations == nil
    var found = Diagnostics()
    do throws(EngineError) {
      let loaded = try RuleLibrary(folders: folders).secrets(diagnostics: &found)
      if let loaded {
        print("secrets    \(loaded.about.rules) rules, \(loaded.isWarm ? "warm" : "compiled anew")")
      }
    } catch {
      trouble = true
      print("secrets    does not run: \(error.description)")
    }
    do throws(EngineError) {
      let rules = try RuleLibrary(folders: folders).infraRules()
      print("infra      \(rules.count) rules")
    } catch {
      trouble = true
      print("infra      does not run: \(error.description)")
    }
    print("network    none: a scan opens no connection")
    if trouble { throw ExitStatus.notEvaluated.code }
  }

  private func cacheState(_ path: String) -> String {
    if access(path, W_OK) == 0 { return "" }
    return access(path, F_OK) == 0
      ? " (cannot be written: rules are compiled anew each time)" : " (not there yet)"
  }
}
