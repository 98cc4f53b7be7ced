import ShrikeModel
import ShrikeText

extension Report {
  /// What tools found in packages and images, and what was decided about it: formats about weaknesses.
  static let packages: Report = {
    let log4j = Finding.Package(
      name: "org.apache.logging.log4j:log4j-core", version: "2.14.1",
      purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1")
    let openssl = Finding.Package(
      name: "openssl", version: "3.0.1-r0", purl: "pkg:apk/alpine/openssl@3.0.1-r0?arch=x86_64")
    let bare = Finding.Package(name: "left pad", version: "1.0 beta")
    let image = "registry.example.org:5000/team/web:1.2"
    var vex = Waiver(scope: .finding, source: .vex, origin: "vex.json:4")
    let open = weakness("CVE-2021-44228", .package(log4j), .critical, "0000000000000001")
    var unreachable = weakness("CVE-2021-45105", .package(log4j), .high, "0000000000000002")
    unreachable.taxonomies.append(Taxonomy("GHSA", "GHSA-p6xc-xr62-6r2g"))
    unreachable.properties["justification"] = .text("vulnerable_code_not_in_execute_path")
    unreachable.waivers = [vex]
    vex.reason = "No thread context lookups are configured."
    var harmless = weakness("CVE-2021-45046", .package(log4j), .critical, "0000000000000003")
    harmless.waivers = [vex]
    var fixed = weakness("GHSA-xxxx-yyyy-zzzz", .package(bare), .medium, "0000000000000004")
    fixed.statedSeverity = "fixed"
    fixed.waivers = [Waiver(scope: .finding, source: .vex)]
    var accepted = weakness("CVE-2022-0778", .image(image, openssl), .high, "0000000000000005")
    accepted.waivers = [
      Waiver(
        scope: .finding, source: .waiverFile, origin: ".shrike/waivers.yml:9",
        reason: "the service takes no certificates from outside", owner: "platform",
        ticket: "SEC-77", until: "2026-06-30")
    ]
    var silenced = weakness("CVE-2023-0001", .image(image, nil), .low, "0000000000000006")
    silenced.waivers = [Waiver(scope: .rule, source: .ignoreFile, origin: ".trivyignore:1")]
    var known = weakness("CVE-2023-0002", .package(bare), .low, "0000000000000007")
    known.waivers = [Waiver(scope: .finding, source: .baseline, origin: "base.json")]
    var licence = weakness("x", .package(log4j), .low, "0000000000000008")
    licence.rule = "trivy/GPL-3.0"
    licence.message = "=HYPERLINK(\"https://example.org\"), +1; @sum"
    licence.taxonomies = []
    return Report(
      target: .init(
        path: ".", kind: "work-tree", repository: "https://bot:hunter2@git.example.org/acme/web",
        ref: "main", commit: "0123456789abcdef0123456789abcdef01234567"),
      toolVersion: "1.2.3", startedAt: "2026-03-01T12:00:00Z", seconds: 1.5, ruleSets: [],
      rules: [
        RuleInfo(
          id: "trivy/CVE-2021-44228", title: "Remote code execution in Log4j",
          why: "Whoever gets a text into the log runs code.", severity: .critical,
          engine: "tool:trivy", taxonomies: [Taxonomy("CWE", "502"), Taxonomy("CWE", "20")],
          documentation: "https://avd.aquasec.com/nvd/cve-2021-44228")
      ],
      findings: [open, licence],
      suppressed: [unreachable, harmless, fixed, accepted, silenced, known],
      coverage: [
        Coverage(engine: "secrets", status: .ran, files: 3, bytes: 300, rules: 221),
        Coverage(engine: "tool:trivy", status: .ran),
        Coverage(engine: "tool:bandit", status: .skipped("bandit is not on the PATH")),
      ],
      diagnostics: [], verdict: .fail(["1 finding is critical"]), identityKey: "repository")
  }()

  private static func weakness(
    _ id: String, _ subject: Finding.Subject, _ severity: Severity, _ identity: String
  ) -> Finding {
    var finding = Finding(
      rule: "trivy/\(id)", severity: severity, message: "\(id) in a package",
      identity: Identity(value: identity, scheme: "import/1"),
      places: [Place(path: "pom.xml")],
      taxonomies: [Taxonomy(String(id.prefix { $0 != "-" }), id)], remedy: "Update to 9.9.9.")
    finding.subject = subject
    return finding
  }
}
