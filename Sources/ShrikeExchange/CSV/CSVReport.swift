import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// A table for spreadsheets: a line a finding, suppressed ones included, at its first place.
///
/// RFC 4180, UTF-8 without a mark. A cell that a spreadsheet would run as a formula begins with an apostrophe;
/// control characters are made visible.
public struct CSVReport: Reporter {
  public static let id = "csv"
  public static let summary = "a table for spreadsheets, a line a finding"

  static let columns = [
    "severity", "state", "rule", "title", "message", "path", "line", "column", "places", "commit",
    "subject", "weaknesses", "status", "engine", "confidence", "waived by", "reason", "owner",
    "ticket", "until", "remedy", "identity",
  ]

  public init() {}

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var rules: [String: RuleInfo] = [:]
    for rule in report.rules { rules[rule.id] = rule }
    var table = CSVWriter()
    table.row(Self.columns)
    for finding in report.findings + report.suppressed {
      table.row(cells(finding, rules[finding.rule]).map(\.printable))
      try out.write(table.take())
    }
    try out.write(table.take())
  }

  private func cells(_ finding: Finding, _ rule: RuleInfo?) -> [String] {
    let place = finding.places.first
    let waiver = finding.waivers.first
    let names = finding.taxonomies.isEmpty ? rule?.taxonomies ?? [] : finding.taxonomies
    return [
      finding.severity.rawValue, finding.isSuppressed ? "suppressed" : "open", finding.rule,
      rule?.title ?? "", finding.message, place?.path ?? "",
      place?.start.map { "\($0.line)" } ?? "", place?.start.map { "\($0.column)" } ?? "",
      "\(finding.places.count)", place?.commit?.id ?? "", subject(finding.subject),
      names.map(\.name).joined(separator: " "), finding.status?.rawValue ?? "",
      rule?.engine ?? "", finding.confidence.rawValue, waiver?.source.words ?? "",
      waiver?.reason ?? "", waiver?.owner ?? "", waiver?.ticket ?? "", waiver?.until ?? "",
      finding.remedy ?? rule?.remedy ?? "", finding.identity.value,
    ]
  }

  private func subject(_ subject: Finding.Subject) -> String {
    switch subject {
    case .code, .secret: ""
    case .package(let package): name(package)
    case .image(let image, let package):
      [image, package.map { name($0) }].compactMap(\.self).joined(separator: " ")
    case .resource, .endpoint, .host, .cloud: subject.place ?? ""
    }
  }

  private func name(_ package: Finding.Package) -> String {
    package.purl ?? [package.name, package.version].compactMap(\.self).joined(separator: "@")
  }
}

extension Taxonomy {
  /// As its catalogue writes it: `CWE-79`, `CVE-2021-44228`. Ids of advisories hold their catalogue's name.
  var name: String { id.hasPrefix("\(catalogue)-") || catalogue == "ID" ? id : words }
}
