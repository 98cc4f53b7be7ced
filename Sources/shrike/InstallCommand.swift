import ArgumentParser
import Glibc
import ShrikePipeline
import ShrikeSources
import ShrikeText

struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Put the program, its rules, completions and manual page below a prefix.",
    discussion: """
      Examples:
        shrike install ~/.local        for yourself
        sudo shrike install /usr/local for everybody

      The installed tree holds no path of the place it was built in and may be moved.
      """)

  @Argument(help: "The prefix; files go to bin, share and lib below it.")
  var prefix = "/usr/local"

  func run() throws {
    let folders = Folders(environment: Terminal.environment)
    guard let program = Folders.executablePath, let rules = folders.rules,
      let binary = readFile(program, limit: 1 << 30)
    else {
      Terminal.complain("error[install.source]: the program or its rules cannot be read")
      throw ExitStatus.internalError.code
    }
    do throws(EngineError) {
      try put("bin/shrike", binary, mode: 0o755)
      try copyRules(rules)
      try copyExample("\(rules)/../\(DemoCommand.example)")
      for (shell, path) in [
        (CompletionShell.bash, "share/bash-completion/completions/shrike"),
        (.zsh, "share/zsh/site-functions/_shrike"),
        (.fish, "share/fish/vendor_completions.d/shrike.fish"),
      ] {
        try put(path, Array(Shrike.completionScript(for: shell).utf8))
      }
      for name in ["LICENSE", "NOTICE"] {
        if let text = readFile("\(rules)/../\(name)") {
          try put("share/shrike/\(name)", text)
        }
      }
      try put("share/man/man1/shrike.1", Array(ManualPage.text().utf8))
    } catch {
      Terminal.complain(
        "error[\(error.code)]: \(error.description)\n"
          + "  = help: choose a prefix you may write to, such as ~/.local")
      throw ExitStatus.internalError.code
    }
    print("installed below \(prefix)")
    let path = Terminal.environment["PATH"] ?? ""
    if !path.split(separator: ":").contains(where: { $0 == "\(prefix)/bin" }) {
      print("add \(prefix)/bin to PATH to call it as 'shrike'")
    }
  }

  private func put(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws(EngineError) {
    let full = "\(prefix)/\(path)"
    let folder = String(full[..<(full.lastIndex(of: "/") ?? full.endIndex)])
    guard makeFolder(folder, mode: 0o755) else {
      throw EngineError(.io, "cannot make '\(folder)'", cause: String(cString: strerror(errno)))
    }
    try writeFile(full, bytes, mode: mode)
  }

  /// The service that `shrike demo` scans, where it is here.
  private func copyExample(_ folder: String) throws(EngineError) {
    guard isFolder(folder) else { return }
    var options = WorkTree.Options()
    options.usesIgnoreFiles = false
    let files = try WorkTree.list(folder, options).files
    for index in 0..<files.count {
      let path = files.relativePath(at: index)
      guard let bytes = readFile("\(folder)/\(path)") else { continue }
      try put("share/shrike/\(DemoCommand.example)/\(path)", bytes)
    }
  }

  /// Rule files only: their cases belong to the source.
  private func copyRules(_ folder: String) throws(EngineError) {
    var options = WorkTree.Options()
    options.usesIgnoreFiles = false
    let listing = try WorkTree.list(folder, options)
    for index in 0..<listing.files.count {
      let path = listing.files.relativePath(at: index)
      let isRule = path.hasSuffix(".toml") || path.hasSuffix(".rego")
      if path.contains("/cases/") || !isRule || path.hasSuffix("_test.rego") { continue }
      guard let bytes = readFile("\(folder)/\(path)") else { continue }
      try put("share/shrike/Rules/\(path)", bytes)
    }
  }
}
