import ShrikeExchange
import ShrikeFormats
import ShrikeText

/// The section `tools` of `shrike.yml`.
extension ConfigurationReader {
  private static let keys = [
    "name", "command", "report", "format", "timeout", "exit-codes", "url",
  ]

  static func tools(
    _ check: KeyCheck, into configuration: inout Configuration, _ diagnostics: inout Diagnostics
  ) {
    guard let list = check.list("tools", &diagnostics) else { return }
    var tools: [Tool] = []
    for entry in list {
      guard let tool = tool(entry, &diagnostics) else { continue }
      if tools.contains(where: { $0.name == tool.name }) {
        diagnostics.report(
          entry.diagnostic(
            .error, "config.tool", "'\(tool.name)' is named twice",
            help: "give the second a name of its own, and its command"))
      } else {
        tools.append(tool)
      }
    }
    configuration.tools = tools
  }

  private static func tool(_ node: Node, _ diagnostics: inout Diagnostics) -> Tool? {
    let presets = Tool.presets.map(\.name)
    if let name = node.string {
      guard let preset = Tool.preset(name) else {
        report(
          node, "config.tool", "'\(name)' is no tool that is known by its name", among: presets,
          name, &diagnostics)
        return nil
      }
      return finished(preset, node, nil, &diagnostics)
    }
    guard
      let row = KeyCheck(node, area: "config", "a tool", known: keys, &diagnostics),
      let name = row.required("name", &diagnostics, { $0.string("name", &$1) })
    else { return nil }
    guard isName(name) else {
      return row.reject(
        "name", "'\(name)' is no name for a tool",
        help: "a name has letters, digits, '-', '_' and '.'", &diagnostics)
    }
    guard var tool = named(name, row, presets, &diagnostics) else { return nil }
    if let format = row.string("format", &diagnostics) {
      let known = ReportImporter.tools.map(\.name)
      if !known.contains(format) {
        let near = suggestion(for: format, among: known)
        return row.reject(
          "format", "no reader is called '\(format)'",
          help: near.map { "did you mean '\($0)'?" } ?? "'shrike import --tools' lists them",
          &diagnostics)
      }
      tool.format = format
    }
    if let file = row.string("report", &diagnostics) {
      guard place(file, &tool) else {
        return row.reject(
          "report", "'\(file)' cannot be the report",
          help:
            "it is 'stdout' or a file below the scanned folder, and the command has no {report}",
          &diagnostics)
      }
    }
    tool.timeout = row.int("timeout", in: Tool.timeouts, &diagnostics) ?? tool.timeout
    if let codes = exitCodes(row, &diagnostics) { tool.exitCodes = codes }
    return finished(tool, node, row.string("url", &diagnostics), &diagnostics)
  }

  /// The preset of that name, or one with the command that is given.
  private static func named(
    _ name: String, _ row: KeyCheck, _ presets: [String], _ diagnostics: inout Diagnostics
  ) -> Tool? {
    guard let node = row.value("command") else {
      if let preset = Tool.preset(name) { return preset }
      report(
        row.value("name") ?? row.node, "config.tool",
        "'\(name)' is no tool that is known by its name, so it needs a command", among: presets,
        name, &diagnostics)
      return nil
    }
    guard node.isSequence, let command = row.strings("command", &diagnostics),
      command.first?.isEmpty == false, command.allSatisfy({ !$0.utf8.contains(0) })
    else {
      return row.reject(
        "command", "a command is a list of words",
        help: "as in command: [semgrep, scan, --json]; no shell runs it", &diagnostics)
    }
    return Tool(
      name: name, command: command, format: Tool.preset(name)?.format,
      timeout: Tool.preset(name)?.timeout ?? Tool.standardTimeout,
      exitCodes: Tool.preset(name)?.exitCodes ?? Tool.standardExitCodes)
  }

  /// Puts the address in its place, where the command wants one.
  private static func finished(
    _ tool: Tool, _ node: Node, _ url: String?, _ diagnostics: inout Diagnostics
  ) -> Tool? {
    guard tool.needsURL else { return tool }
    guard let url, url.hasPrefix("http://") || url.hasPrefix("https://") else {
      diagnostics.report(
        node.diagnostic(
          .error, "config.tool", "'\(tool.name)' needs the address that it is to look at",
          help: "as in {name: \(tool.name), url: https://test.example.org}"))
      return nil
    }
    var tool = tool
    tool.command = tool.command.map { $0.replacing(Tool.urlPlaceholder, with: url) }
    return tool
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }

  private static func place(_ file: String, _ tool: inout Tool) -> Bool {
    if Tool.hasPlaceholder(tool.command) || file.isEmpty || file.hasPrefix("/") { return false }
    if file == "stdout" {
      tool.output = .standardOutput
      return true
    }
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return false }
    tool.output = .file(file)
    return true
  }

  private static func exitCodes(
    _ row: KeyCheck, _ diagnostics: inout Diagnostics
  ) -> Set<Int32>? {
    guard let list = row.list("exit-codes", &diagnostics) else { return nil }
    var codes: Set<Int32> = []
    for element in list {
      guard let code = element.int, (0...255).contains(code) else {
        diagnostics.report(
          element.diagnostic(.error, "config.value", "an exit code is a number from 0 to 255"))
        continue
      }
      codes.insert(Int32(code))
    }
    return codes
  }
}
