import ShrikeFormats
public import ShrikeModel
import ShrikeSources
public import ShrikeText

/// `.shrike/waivers.yml`: what a team has decided not to mend now, each with an owner, a reason and an end.
///
/// ```yaml
/// - rule: infra/docker-root-user
///   path: tools/
///   owner: platform-team
///   reason: the build image needs it until the new runner is here
///   ticket: SEC-1234
///   until: 2027-03-01
/// ```
/// Reading tells every mistake of a file at once. A waiver with a mistake does not hold; the others do.
public struct WaiverFile: Sendable {
  /// Where it stands, from the top of a repository or of a folder with a `shrike.yml`.
  public static let path = ".shrike/waivers.yml"
  public static let byteLimit = 4 << 20
  /// Entries beyond these are not read.
  public static let entryLimit = 10_000

  /// One waiver.
  public struct Entry: Sendable {
    public var subject: WaiverRecord.Subject
    public var owner: String
    public var reason: String
    public var ticket: String?
    /// The last day it holds.
    public var until: Day
    /// As people are shown it.
    public var file: String
    public var line: Int
    /// Where it begins, and where its end stands.
    var frame: Diagnostic.Frame?
    var untilFrame: Diagnostic.Frame?
    /// Every rule and every path, or one of them with nothing else.
    var isEverything = false
    let rules: PathFilter?
    let paths: PathFilter?

    /// `.shrike/waivers.yml:3`.
    public var origin: String { "\(file):\(line)" }
  }

  /// As people are shown it.
  public let file: String
  /// The folder it holds for, from the repository's top: empty, or with a slash at the end.
  public let scope: String
  /// Those that hold until they end, in the order of the file.
  public private(set) var entries: [Entry] = []
  /// Entries with a mistake; they do not hold.
  public private(set) var broken = 0

  /// Nil, after errors, when nothing of the file can be used. Errors that come with a result are about single
  /// entries.
  public static func read(
    _ bytes: [UInt8], file: String, scope: String = "", diagnostics: inout Diagnostics
  ) -> WaiverFile? {
    guard bytes.count <= byteLimit else {
      diagnostics.report(unreadable(file))
      return nil
    }
    guard
      let document = YAMLReader().readSingle(bytes, FileContext(file), diagnostics: &diagnostics)
    else { return nil }
    var result = WaiverFile(file: file, scope: scope)
    if document.root.isNull { return result }
    guard document.root.isSequence else {
      diagnostics.report(
        document.root.diagnostic(
          .error, "waivers.type", "expected a list of waivers, found \(document.root.kind.words)",
          help: "begin each waiver with '- ', as in '- rule: infra/docker-root-user'"))
      return nil
    }
    for node in document.root.elements.prefix(entryLimit) {
      if let entry = WaiverReader(node, file: file).read(&diagnostics) {
        result.entries.append(entry)
      } else {
        result.broken += 1
      }
    }
    if document.root.count > entryLimit, let first = document.root[entryLimit] {
      diagnostics.report(
        first.diagnostic(
          .error, "waivers.limit", "a file holds at most \(entryLimit) waivers",
          help: "those from here on do not hold"))
    }
    return result
  }

  static func unreadable(_ file: String) -> Diagnostic {
    Diagnostic(
      .error, "waivers.unreadable", "the waivers of '\(file)' cannot be read",
      help: "it may be forbidden, no plain file, or larger than \(byteLimit >> 20) MiB")
  }
}

/// Reads one entry.
private struct WaiverReader {
  private static let area = "waivers"
  private static let subjects = ["rule", "path", "identity", "purl", "cwe"]
  private static let keys = subjects + ["owner", "reason", "ticket", "until"]
  /// Patterns that every rule or path fits.
  private static let everything: Set = ["*", "**", "/", "/*", "/**", "*/*", "**/*", "./", "."]

  private let node: Node
  private let file: String

  init(_ node: Node, file: String) {
    self.node = node
    self.file = file
  }

  /// Nil after errors.
  func read(_ diagnostics: inout Diagnostics) -> WaiverFile.Entry? {
    let before = diagnostics.errorCount
    guard
      let check = KeyCheck(node, area: Self.area, "a waiver", known: Self.keys, &diagnostics)
    else { return nil }
    let subject = subject(check, &diagnostics)
    let owner = words("owner", "who answers for it", check, &diagnostics)
    let reason = words("reason", "why it may stay", check, &diagnostics)
    let ticket = check.text("ticket", &diagnostics)
    let until = until(check, &diagnostics)
    guard let owner, let reason, let until, diagnostics.errorCount == before else { return nil }
    let frame = node.frame(node.range)
    let isOther = subject.identity != nil || subject.purl != nil || subject.cwe != nil
    return WaiverFile.Entry(
      subject: subject, owner: owner, reason: reason, ticket: ticket, until: until,
      file: file, line: frame?.line ?? 1, frame: frame,
      untilFrame: (check.value("until")).flatMap { $0.frame($0.range) },
      isEverything: !isOther
        && [subject.rule, subject.path].allSatisfy {
          $0.map(Self.everything.contains) ?? true
        },
      rules: subject.rule.map { PathFilter(include: [$0]) },
      paths: subject.path.map { PathFilter(include: [Self.pattern($0)]) })
  }

  /// `./src` means what `/src` does.
  private static func pattern(_ path: String) -> String {
    path == "." || path == "./" ? "/**" : path.hasPrefix("./") ? String(path.dropFirst()) : path
  }

  private func subject(
    _ check: KeyCheck, _ diagnostics: inout Diagnostics
  ) -> WaiverRecord.Subject {
    if Self.subjects.allSatisfy({ check.value($0) == nil }) {
      diagnostics.report(
        node.diagnostic(
          .error, "waivers.missing", "this waiver does not say what it silences",
          help: "give it a rule, a path, an identity, a purl or a cwe"))
      return WaiverRecord.Subject()
    }
    return WaiverRecord.Subject(
      rule: pattern("rule", check, &diagnostics), path: pattern("path", check, &diagnostics),
      identity: identity(check, &diagnostics), purl: purl(check, &diagnostics),
      cwe: cwe(check, &diagnostics))
  }

  private func pattern(
    _ key: String, _ check: KeyCheck, _ diagnostics: inout Diagnostics
  ) -> String? {
    guard let text = check.text(key, &diagnostics) else { return nil }
    if text.isEmpty || text.hasPrefix("!") {
      return check.reject(
        key, "this is no pattern that something fits",
        help: "patterns are those of .gitignore, without '!'", &diagnostics)
    }
    return text
  }

  private func identity(_ check: KeyCheck, _ diagnostics: inout Diagnostics) -> String? {
    guard let text = check.text("identity", &diagnostics) else { return nil }
    guard (8...16).contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else {
      return check.reject(
        "identity", "'\(text)' is no identity",
        help: "an identity has 16 hexadecimal digits; give the first 8 or more", &diagnostics)
    }
    return text.lowercased()
  }

  private func purl(_ check: KeyCheck, _ diagnostics: inout Diagnostics) -> String? {
    guard let text = check.text("purl", &diagnostics) else { return nil }
    guard text.hasPrefix("pkg:"), text.contains("/"), !text.hasSuffix("/") else {
      return check.reject(
        "purl", "'\(text)' is no package URL", help: "as in pkg:npm/lodash@4.17.20", &diagnostics)
    }
    return text
  }

  private func cwe(_ check: KeyCheck, _ diagnostics: inout Diagnostics) -> String? {
    guard let text = check.text("cwe", &diagnostics) else { return nil }
    let number = text.lowercased().hasPrefix("cwe-") ? String(text.dropFirst(4)) : text
    guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return check.reject("cwe", "'\(text)' is no CWE", help: "as in CWE-798", &diagnostics)
    }
    return number
  }

  /// A text that is not empty; a waiver without it does not hold.
  private func words(
    _ key: String, _ meaning: String, _ check: KeyCheck, _ diagnostics: inout Diagnostics
  ) -> String? {
    guard check.value(key) != nil else {
      diagnostics.report(
        node.diagnostic(
          .error, "waivers.missing", "this waiver does not say \(meaning)",
          help: "add '\(key):'"))
      return nil
    }
    guard let text = check.text(key, &diagnostics) else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      return check.reject(key, "'\(key)' says nothing", help: "say \(meaning)", &diagnostics)
    }
    return text
  }

  private func until(_ check: KeyCheck, _ diagnostics: inout Diagnostics) -> Day? {
    guard check.value("until") != nil else {
      diagnostics.report(
        node.diagnostic(
          .error, "waivers.missing", "this waiver has no end",
          help: "add 'until:' with the last day it holds, as in 'until: 2027-03-31'"))
      return nil
    }
    guard let text = check.text("until", &diagnostics) else { return nil }
    if let day = Day(text) { return day }
    return check.reject(
      "until", "'\(text)' is no day", help: "write the last day it holds as in 2027-03-31",
      &diagnostics)
  }
}
