import ShrikeText

/// A first `shrike.yml`: every key explained, and what the folder itself suggests already written down.
public enum ConfigurationTemplate {
  /// Folders that mostly hold invented data; where one is there it is proposed, not decided.
  private static let fixtureFolders = [
    "testdata", "test/fixtures", "tests/fixtures", "spec/fixtures", "__fixtures__", "cassettes",
    "fixtures", "examples",
  ]

  public static func text(for folder: String) -> String {
    var out = """
      # Shrike's configuration. Every key has a default; delete what you do not need.
      # Check it with 'shrike config check', see what is in force with 'shrike config show'.
      version: 1

      # The lowest severity that fails the gate: critical, high, medium, low, info, or never.
      fail-on: high

      """
    let present = fixtureFolders.filter { isFolder("\(folder)/\($0)") }
    if present.isEmpty {
      out += """

        # What is not looked at, patterns as in .gitignore. Listed as skipped, with the reason.
        # paths:
        #   exclude:
        #     - path: testdata/
        #       reason: recorded answers with invented tokens

        """
    } else {
      out += """

        # What is not looked at, patterns as in .gitignore. Listed as skipped, with the reason.
        # These folders are here and often hold invented secrets; take the marks away if yours do.
        # paths:
        #   exclude:

        """
      for name in present {
        out += "#     - path: \(name)/\n#       reason: invented data\n"
      }
    }
    out += """

      # Findings below a path count as of another severity; the last entry that holds wins.
      # severity:
      #   - path: tests/
      #     severity: low

      # Rules of your own in place of the built-in pack: gitleaks or Betterleaks TOML, or a folder.
      # rules: [.shrike/rules/secrets]

      # What an earlier report knew is suppressed, not forgotten. Make one with
      #   shrike scan --output json=.shrike/baseline.json
      # baseline: .shrike/baseline.json

      # What the gate insists on beside a severity; 'shrike config explain gate' tells more.
      # gate:
      #   secrets: always
      #   new-only: true

      # What is known of what is scanned; policies see it with each finding.
      # asset:
      #   environment: production
      #   owner: a-team

      # Other programs to run beside the engines; only with 'shrike scan --tools'.
      # tools: [semgrep, trivy]

      # Engines that must run; without the key all run that have what they need.
      # engines: [secrets]

      """
    return out
  }
}
