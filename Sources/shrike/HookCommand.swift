import ArgumentParser

struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "hook", abstract: "…")
  func run() throws {}
}
