import ArgumentParser
import Glibc
import ShrikeFormats
import ShrikePipeline
import ShrikeText

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a finding of the last scan or a rule is about.",
    discussion: """
      Examples:
        shrike explain 3f2a91c0           a finding, by the beginning of its identity
        shrike explain github-pat         a rule
      """)

  @Argument(
    help: ArgumentHelp(
      "An identity (at least 4 digits of it) or a rule.", valueName: "finding|rule"))
  var subject: String

  @OptionGroup var options: RulesCommand.Options

  func run() throws {
    if let finding = finding() {
      show(finding)
      if let rule = finding["rule"]?.string {
        print("")
        try? RuleCard.show(rule, options)
      }
      return
    }
    try RuleCard.show(subject, options)
  }

  /// The finding of the last report whose identity begins so.
  private func finding() -> Node? {
    guard subject.count >= 4, subject.allSatisfy(\.isHexDigit),
      let bytes = LastReport(folders: Folders(environment: Terminal.environment)).bytes()
    else { return nil }
    var diagnostics = Diagnostics()
    guard
      let report = JSONReader.strict.read(
        bytes, FileContext("the last report"), diagnostics: &diagnostics)
    else { return nil }
    for list in ["findings", "suppressed"] {
      for finding in report.root[list]?.elements.map({ $0 }) ?? [] {
        let identity = finding["identity"]
        let value = identity?.string ?? identity?["value"]?.string ?? ""
        if value.hasPrefix(subject.lowercased()) { return finding }
      }
    }
    return nil
  }

  private func show(_ finding: Node) {
    let style = TextStyle(colour: options.display.color.isOn(STDOUT_FILENO))
    print(style.paint(finding["message"]?.string ?? "", .bold))
    if let evidence = finding["evidence"]?.string { print("evidence  \(evidence.printable)") }
    for place in finding["places"]?.elements.map({ $0 }) ?? [] {
      let path = place["path"]?.string ?? ""
      let line = place["start"]?["line"]?.int ?? place["line"]?.int
      let commit = place["commit"]?["id"]?.string.map { " in commit \($0.prefix(10))" } ?? ""
      print("at        \(path.printable)\(line.map { ":\($0)" } ?? "")\(commit)")
    }
    for waiver in finding["waivers"]?.elements.map({ $0 }) ?? [] {
      print(
        "waived    by \(waiver["source"]?.string ?? "?") "
          + "\(waiver["origin"]?.string ?? "")  \(waiver["reason"]?.string ?? "")")
    }
  }
}
