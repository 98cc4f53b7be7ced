import ShrikeFormats
import ShrikeText

/// A report as its caller has it: archives are unpacked outside, and their files given here.
public struct ReportFile: Sendable {
  /// Where it came from, for messages.
  public var name: String
  public var bytes: [UInt8]
  /// The files of an archive, by their paths in it; empty for a plain file.
  public var entries: [ReportFile]

  public init(name: String, bytes: [UInt8], entries: [ReportFile] = []) {
    self.name = name
    self.bytes = bytes
    self.entries = entries
  }
}

/// Bounds of an import.
public struct ImportLimits: Sendable {
  /// Size of a report.
  public var bytes = 512 << 20
  /// Levels of nesting of JSON; XML has its own.
  public var depth = 200
  /// Characters of a text that are kept.
  public var text = 10_000
  /// Characters of a name, a path, an id.
  public var name = 1_000
  /// Problems that are told one by one; all are counted.
  public var problems = 100

  public init() {}
}

/// What a file turned out to hold, read once for all readers.
struct ReportContent: Sendable {
  let name: String
  /// The one JSON value.
  let root: ReportPart
  /// The values of JSON lines, or of JSON values one after the other; empty for one value.
  let lines: [ReportPart]
  /// The root element.
  let xml: XMLElement
  let csv: CSVTable?
  /// All of it as UTF-8, where it is none of these, and the beginning where it is.
  let text: String
  let entries: [ReportContent]
  let isEmpty: Bool
  /// What was wrong with its syntax.
  let problem: ImportProblem?
  /// True where nothing of it may be used.
  let isRefused: Bool

  /// True where nothing but words was found, whatever the first character promised.
  var isOnlyText: Bool { !root.exists && lines.isEmpty && !xml.exists }

  /// The values of JSON lines, the one JSON value, or nothing.
  var values: [ReportPart] { lines.isEmpty ? root.exists ? [root] : [] : lines }

  /// The files that an archive holds below a name's end.
  func entries(endingWith suffix: String) -> [ReportContent] {
    entries.filter { $0.name.hasSuffix(suffix) }
  }

  init(_ file: ReportFile, limits: ImportLimits) {
    var root = ReportPart(nil)
    var lines: [ReportPart] = []
    var xml = XMLReader().read([]).root
    var csv: CSVTable?
    var problem: ImportProblem?
    var isRefused = false
    name = file.name
    entries = file.entries.map { ReportContent($0, limits: limits) }
    let isTooLarge = file.bytes.count > limits.bytes
    let bytes = file.entries.isEmpty && !isTooLarge ? LenientText.utf8(file.bytes) : []
    let first = bytes.firstIndex { $0 > 0x20 }
    isEmpty = first == nil && file.entries.isEmpty
    var isText = true
    switch first.map({ bytes[$0] }) {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      (root, lines, problem) = Self.json(bytes, file.name, limits)
      isText = !root.exists && lines.isEmpty
      isRefused = isText && problem?.isLimit == true
    case UInt8(ascii: "<"):
      let head = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
      let isPage = head.contains("<!doctype html") || head.contains("<html")
      let outcome = isPage ? XMLReader().readHTML(bytes) : XMLReader().read(bytes)
      xml = outcome.root
      isText = !xml.exists
      isRefused = outcome.isRefused
      if !isPage {
        problem = outcome.problem.map {
          ImportProblem(place: "\(file.name):\($0.line)", reason: $0.message)
        }
      }
    case nil: break
    default:
      if let start = Self.assigned(bytes) {
        (root, lines, problem) = Self.json(Array(bytes[start...]), file.name, limits)
      }
    }
    if isText, !root.exists, !isEmpty, file.entries.isEmpty {
      let table = CSVReader().read(bytes)
      csv = table.header.count > 1 ? table : nil
    }
    text = String(decoding: isText ? bytes[...] : bytes.prefix(4_096), as: UTF8.self)
    self.root = root
    self.lines = lines
    self.xml = xml
    self.csv = csv
    self.problem =
      isTooLarge
      ? ImportProblem(place: file.name, reason: "it is larger than \(limits.bytes) bytes") : problem
    self.isRefused = isRefused || isTooLarge
  }

  // MARK: JSON

  private static func json(
    _ bytes: [UInt8], _ name: String, _ limits: ImportLimits
  ) -> (ReportPart, [ReportPart], ImportProblem?) {
    var diagnostics = Diagnostics()
    if let document = value(bytes, name, limits, &diagnostics) {
      return (ReportPart(document.root), [], nil)
    }
    // Several values one after the other: each is read alone.
    var values: [ReportPart] = []
    let ranges = valueRanges(bytes)
    if ranges.count > 1 {
      for range in ranges {
        var ignored = Diagnostics()
        if let document = value(Array(bytes[range]), name, limits, &ignored) {
          values.append(ReportPart(document.root))
        }
      }
    }
    var problem: ImportProblem?
    if values.isEmpty || values.count < ranges.count, let first = diagnostics.finish().first {
      problem = ImportProblem(
        place: "\(name):\(first.frame?.line ?? 1)", reason: first.message,
        isLimit: first.code.hasSuffix(".depth"))
    }
    if values.count == 1, let only = values.first { return (only, [], problem) }
    return (ReportPart(nil), values, problem)
  }

  private static func value(
    _ bytes: [UInt8], _ name: String, _ limits: ImportLimits, _ diagnostics: inout Diagnostics
  ) -> Document? {
    var reader = JSONReader.jsonc
    reader.limits.depth = limits.depth
    return reader.read(bytes, FileContext(name, quotes: false), diagnostics: &diagnostics)
  }

  /// Where the objects and lists at the top begin and end.
  private static func valueRanges(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var depth = 0
    var start = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0 { start = index }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { ranges.append(start..<index + 1) }
        if depth < 0 { return ranges }
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      case 0...0x20, UInt8(ascii: ","): break
      default:
        // Words between values: a text that begins with a bracket.
        if depth == 0 { return [] }
      }
      index += 1
    }
    return ranges
  }

  /// Of `name =` and a JSON value on the next line, where the value begins: a report that a page
  /// loads as a script.
  private static func assigned(_ bytes: [UInt8]) -> Int? {
    let head = bytes.prefix(200)
    guard let sign = head.firstIndex(of: UInt8(ascii: "=")),
      head[..<sign].allSatisfy({ $0 <= 0x20 || $0 == 0x5F || ($0 | 0x20) &- 0x61 < 26 }),
      let start = head[(sign + 1)...].firstIndex(where: { $0 > 0x20 }),
      head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "[")
    else { return nil }
    return start
  }
}
