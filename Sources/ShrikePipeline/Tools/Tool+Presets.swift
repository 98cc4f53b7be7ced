extension Tool {
  /// Tools whose name is enough. Each is asked for its machine-readable report over the scanned folder, and not to
  /// send usage data; what it loads from the network is its own affair.
  public static let presets: [Tool] = [
    Tool(
      name: "bandit",
      command: [
        "bandit", "--recursive", "--quiet", "--format", "json", "--output", "{report}", ".",
      ],
      format: "bandit"),
    Tool(
      name: "brakeman",
      command: [
        "brakeman", "--quiet", "--no-pager", "--format", "json", "--output", "{report}", ".",
      ],
      // 3: there are warnings.
      format: "brakeman", exitCodes: [0, 3]),
    Tool(
      name: "checkov",
      command: [
        "checkov", "--directory", ".", "--output", "json", "--quiet", "--compact",
        "--skip-download",
      ],
      format: "checkov"),
    Tool(
      name: "eslint", command: ["eslint", "--format", "json", "--output-file", "{report}", "."],
      format: "eslint"),
    Tool(
      name: "gosec", command: ["gosec", "-fmt", "json", "-out", "{report}", "./..."],
      format: "gosec"),
    Tool(
      name: "nuclei",
      command: [
        "nuclei", "-target", "{url}", "-jsonl", "-silent", "-disable-update-check",
        "-no-interactsh",
      ],
      format: "nuclei", timeout: 3_600),
    Tool(
      name: "semgrep",
      command: [
        "semgrep", "scan", "--config", "p/default", "--metrics", "off", "--quiet", "--json",
        "--output", "{report}", ".",
      ],
      format: "semgrep", timeout: 1_800),
    Tool(
      name: "spotbugs",
      command: ["spotbugs", "-textui", "-xml:withMessages", "-output", "{report}", "."],
      format: "spotbugs", timeout: 1_800),
    Tool(
      name: "trivy",
      command: [
        "trivy", "filesystem", "--scanners", "vuln", "--format", "json", "--output", "{report}",
        "--quiet", ".",
      ],
      format: "trivy"),
    Tool(
      name: "zap",
      command: ["zap.sh", "-cmd", "-silent", "-quickurl", "{url}", "-quickout", "{report}"],
      format: "zap", timeout: 3_600),
  ]

  static func preset(_ name: String) -> Tool? { presets.first { $0.name == name } }

  /// Whether the command needs an address to look at.
  var needsURL: Bool { command.contains { $0.contains(Self.urlPlaceholder) } }
}
