import Glibc
import ShrikeExchange
import ShrikeModel
import ShrikeSources
import ShrikeText

/// Makes a tool's findings those of the scan: paths as people are shown them, excluded paths left out, comments in
/// the text heard, the engine `tool:NAME`.
struct ToolFindings {
  let tool: Tool
  /// The scanned folder, without symbolic links.
  let folder: String
  let naming: SecretsRun.Naming
  let filters: PathFilters

  private(set) var findings: [Finding] = []
  private(set) var rules: [RuleInfo] = []
  /// Excluded paths that it found something in.
  private(set) var skipped: Set<String> = []
  private var source = SourceLines()

  init(_ tool: Tool, folder: String, naming: SecretsRun.Naming, filters: PathFilters) {
    self.tool = tool
    self.folder = folder
    self.naming = naming
    self.filters = filters
  }

  /// What its rules' ids begin with, also of those that found nothing.
  private(set) var packs: Set<String> = []

  mutating func take(_ report: ImportedReport) {
    packs.insert(tool.name)
    for rule in report.rules {
      var rule = rule
      rule.id = id(rule.id, report.tool)
      rule.engine = tool.engine
      rules.append(rule)
    }
    let aliases = Dictionary(
      rules.map { ($0.id, $0.aliases) }, uniquingKeysWith: { first, _ in first })
    for finding in report.findings {
      var finding = finding
      finding.rule = id(finding.rule, report.tool)
      let places = finding.places.compactMap { admitted($0) }
      if places.isEmpty { continue }
      finding.places = places
      finding.related = finding.related.map { shown($0).place }
      packs.insert(String(finding.rule.prefix { $0 != "/" }))
      let heard = heard(finding, aliases[finding.rule] ?? [])
      findings += heard
    }
  }

  /// `sarif/R1` of a tool that is called `house` is `house/R1`: two tools of one format keep their rules apart.
  private func id(_ id: String, _ reader: String) -> String {
    guard reader != tool.name, id.hasPrefix(reader + "/") else { return id }
    return tool.name + id.dropFirst(reader.count)
  }

  // MARK: paths

  private mutating func admitted(_ place: Place) -> Place? {
    let (place, inside) = shown(place)
    guard inside != nil, !filters.admits(naming.identityPath(place.path)) else { return place }
    skipped.insert(place.path)
    return nil
  }

  /// The place with its path as people are shown it, and the path from the scanned folder where a file is there.
  private func shown(_ place: Place) -> (place: Place, inside: String?) {
    guard let inside = inside(place.path) else { return (place, nil) }
    var place = place
    place.path = naming.shown + inside
    return (place, inside)
  }

  private func inside(_ path: String) -> String? {
    let prefix = folder == "/" ? "/" : folder + "/"
    var relative = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    // Some tools, Checkov among them, write a slash before what lies in the folder.
    if relative.hasPrefix("/"), access(relative, F_OK) != 0 { relative.removeFirst() }
    guard !relative.isEmpty, !relative.hasPrefix("/"), !relative.hasPrefix(".."),
      access(prefix + relative, F_OK) == 0
    else { return nil }
    return relative
  }

  // MARK: comments

  /// The finding with the waivers of comments; one of which only some places are waived comes twice.
  private mutating func heard(_ finding: Finding, _ aliases: [String]) -> [Finding] {
    var open: [Place] = []
    var waived: [Place] = []
    var waivers: [Waiver] = []
    for place in finding.places {
      if let waiver = waiver(place, finding.rule, aliases) {
        waived.append(place)
        if !waivers.contains(waiver) { waivers.append(waiver) }
      } else {
        open.append(place)
      }
    }
    if waived.isEmpty { return [finding] }
    var suppressed = finding
    suppressed.places = waived
    suppressed.waivers += waivers
    var rest = finding
    rest.places = open
    return open.isEmpty ? [suppressed] : [rest, suppressed]
  }

  /// What a comment says on the place's line, or on the line above where that is nothing else.
  private mutating func waiver(_ place: Place, _ rule: String, _ aliases: [String]) -> Waiver? {
    guard let line = place.start?.line, let inside = inside(place.path, shown: naming.shown)
    else { return nil }
    source.open("\(folder)/\(inside)")
    let pack = String(rule.prefix { $0 != "/" })
    let bare = String(rule.dropFirst(pack.count + 1))
    for number in [line, line - 1] where number > 0 {
      if let allowance = source.allowance(at: number, mustStandAlone: number < line),
        allowance.covers(rule: bare, pack: pack, aliases: aliases)
      {
        return Waiver(
          scope: .place, source: .inlineComment, origin: "\(place.path):\(number)",
          reason: allowance.reason)
      }
    }
    return nil
  }

  private func inside(_ path: String, shown: String) -> String? {
    path.hasPrefix(shown) ? inside(String(path.dropFirst(shown.count))) : nil
  }
}

/// The lines of the file that was looked at last.
private struct SourceLines {
  /// Larger files are not read again for a comment's sake.
  private static let sizeLimit = 4 << 20

  private var path = ""
  private var bytes: [UInt8] = []
  private var lines = LineIndex([])

  mutating func open(_ path: String) {
    guard path != self.path else { return }
    self.path = path
    bytes = readFile(path, limit: Self.sizeLimit) ?? []
    lines = LineIndex(bytes)
  }

  /// `number` counts from 1.
  func allowance(at number: Int, mustStandAlone: Bool) -> InlineAllowance? {
    guard number <= lines.lineCount else { return nil }
    return bytes.withUnsafeBufferPointer { text in
      let range = lines.content(ofLine: number, in: text)
      let line = UnsafeBufferPointer(rebasing: text[range.lower..<range.upper])
      if mustStandAlone, !Self.isComment(line) { return nil }
      return InlineAllowance(in: line)
    }
  }

  /// A line that is nothing but a comment, in the languages that tools look at.
  private static func isComment(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = line.drop { $0 == 0x20 || $0 == 0x09 }
    return ["#", "//", "--", "/*", "<!--", ";", "*"].contains { rest.starts(with: $0.utf8) }
  }
}
