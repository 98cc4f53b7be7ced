import ShrikeFormats
import ShrikeText

/// Programs that look for security problems, and how scripts ignore their answer.
enum SecurityScanners {
  private static let programs: Set<String> = [
    "bandit", "brakeman", "checkov", "detect-secrets", "gitleaks", "gosec", "govulncheck",
    "grype", "hadolint", "kics", "kubescape", "nuclei", "osv-scanner", "pip-audit", "safety",
    "semgrep", "shrike", "snyk", "terrascan", "tfsec", "trivy", "trufflehog", "zizmor",
  ]
  /// `npm audit`
  private static let audits: Set<String> = ["npm", "yarn", "pnpm", "cargo", "composer", "bundle"]
  /// Words of a job's name.
  private static let words: Set<String> = [
    "sast", "dast", "security", "vulnerability", "vulnerabilities", "gitleaks", "semgrep",
    "trivy", "snyk", "grype", "bandit", "checkov", "trufflehog",
  ]
  private static let pairs = [
    ["secret", "detection"], ["secrets", "scan"], ["secret", "scan"], ["dependency", "scanning"],
    ["container", "scanning"], ["code", "scanning"], ["iac", "scan"],
  ]

  /// `container_scanning`, `run gitleaks`
  static func isNamed(_ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter }.map(String.init)
    if parts.contains(where: { words.contains($0) }) { return true }
    return pairs.contains { pair in
      zip(parts, parts.dropFirst()).contains { $0 == pair[0] && $1 == pair[1] }
    }
  }

  static func calls(in script: ShellScript) -> [PipelineCommand] {
    script.pipelineCommands.filter { command in
      if programs.contains(command.name) {
        // Asking for its version is no scan.
        return !command.arguments.contains {
          $0 == "--version" || $0 == "--help" || $0 == "version"
        }
      }
      return audits.contains(command.name) && command.arguments.contains("audit")
    }
  }

  /// Scanners before `|| true`.
  static func ignored(in script: ShellScript) -> [(scanner: String, range: ByteRange)] {
    let scanners = calls(in: script)
    guard !scanners.isEmpty else { return [] }
    let pipelines = script.pipelineCommands.byPipeline
    return scanners.compactMap { scanner in
      guard let after = pipelines[scanner.call.pipeline + 1]?.first, after.call.connector == .or,
        after.name == "true" || after.name == ":"
          || after.name == "exit" && after.arguments.first == "0"
      else { return nil }
      return (
        scanner.name,
        ByteRange(scanner.call.range.lower, max(scanner.call.range.upper, after.call.range.upper))
      )
    }
  }
}
