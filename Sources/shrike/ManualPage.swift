import ArgumentParser
import ShrikeModel

/// The manual page, made of the same words as `--help`.
enum ManualPage {
  static func text() -> String {
    var out = ".TH SHRIKE 1 \"\" \"shrike \(ToolVersion.current)\" \"User Commands\"\n"
    out += ".SH NAME\nshrike \\- find what endangers your software\n"
    out += section("SYNOPSIS AND OPTIONS", Shrike.helpMessage(columns: 76))
    let commands: [(String, String)] = [
      ("shrike scan", Shrike.helpMessage(for: ScanCommand.self, columns: 76)),
      ("shrike init", Shrike.helpMessage(for: InitCommand.self, columns: 76)),
      ("shrike config", Shrike.helpMessage(for: ConfigCommand.self, columns: 76)),
      ("shrike rules", Shrike.helpMessage(for: RulesCommand.self, columns: 76)),
      ("shrike explain", Shrike.helpMessage(for: ExplainCommand.self, columns: 76)),
      ("shrike gate", Shrike.helpMessage(for: GateCommand.self, columns: 76)),
      ("shrike waivers list", Shrike.helpMessage(for: WaiversCommand.List.self, columns: 76)),
      ("shrike waivers add", Shrike.helpMessage(for: WaiversCommand.Add.self, columns: 76)),
      ("shrike waivers check", Shrike.helpMessage(for: WaiversCommand.Check.self, columns: 76)),
      ("shrike hook install", Shrike.helpMessage(for: HookCommand.Install.self, columns: 76)),
      ("shrike doctor", Shrike.helpMessage(for: DoctorCommand.self, columns: 76)),
      ("shrike install", Shrike.helpMessage(for: InstallCommand.self, columns: 76)),
    ]
    for (name, help) in commands { out += section(name, help) }
    out += section(
      "FILES",
      """
      shrike.yml              the configuration, at the top of a repository or a folder
      .shrike/waivers.yml     what is not mended now, why, and until when
      .shrike/policies        policies of the gate in Rego
      .gitleaksignore         places that are let pass
      $SHRIKE_CACHE           compiled rules and the last report; else $XDG_CACHE_HOME/shrike
      """)
    out += section(
      "ENVIRONMENT",
      """
      SHRIKE_CACHE            the cache folder
      SHRIKE_FINGERPRINT_KEY  secret text that keys identities
      NO_COLOR                no colours
      """)
    return out
  }

  private static func section(_ name: String, _ text: String) -> String {
    let body = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let escaped = line.split(separator: "\\", omittingEmptySubsequences: false)
        .joined(separator: "\\e").split(separator: "-", omittingEmptySubsequences: false)
        .joined(separator: "\\-")
      return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
    return ".SH \(name.uppercased())\n.nf\n\(body.joined(separator: "\n"))\n.fi\n"
  }
}
