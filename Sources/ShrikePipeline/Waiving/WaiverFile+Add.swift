import ShrikeFormats
public import ShrikeModel
public import ShrikeText

extension WaiverFile {
  /// A waiver that is to be written down.
  public struct Draft: Sendable {
    public var subject: WaiverRecord.Subject
    public var owner: String
    public var reason: String
    public var ticket: String?
    /// The last day it holds.
    public var until: Day
    /// A comment after its first line.
    public var note: String?

    public init(
      subject: WaiverRecord.Subject, owner: String, reason: String, ticket: String? = nil,
      until: Day, note: String? = nil
    ) {
      self.subject = subject
      self.owner = owner
      self.reason = reason
      self.ticket = ticket
      self.until = until
      self.note = note
    }
  }

  private static let header = """
    # What this team has decided not to mend now. Each entry says what, why, who answers for it, and until when:
    # the day after it no longer holds. 'shrike waivers list' tells how each of them stands.

    """

  /// The text of a file with one waiver more at its end; all that stands there, comments among it, stays.
  ///
  /// `text` is nil for a file that is not there yet. Nil, after diagnostics, where the file cannot be read or is
  /// not written as a list with dashes.
  public static func adding(
    _ draft: Draft, to text: [UInt8]?, file: String, diagnostics: inout Diagnostics
  ) -> [UInt8]? {
    let old = text ?? []
    var ignored = Diagnostics()
    let before: WaiverFile
    if old.isEmpty {
      before = WaiverFile(file: file, scope: "")
    } else {
      guard let read = read(old, file: file, diagnostics: &ignored) else {
        _ = read(old, file: file, diagnostics: &diagnostics)
        return nil
      }
      before = read
    }
    var ends = "\n"
    if old.contains(0x0D) { ends = "\r\n" }
    var new = old.isEmpty ? Array(header.utf8) : old
    if new.last != 0x0A { new += Array(ends.utf8) }
    let indentation = String(repeating: " ", count: before.indentation(in: old))
    for (index, line) in lines(draft).enumerated() {
      new += Array((indentation + (index == 0 ? "- " : "  ") + line + ends).utf8)
    }
    // Whatever the file looks like: what was added must be read as it was meant, and nothing else may change.
    var unread = Diagnostics()
    guard let after = read(new, file: file, diagnostics: &unread),
      after.entries.count == before.entries.count + 1, after.broken == before.broken,
      let last = after.entries.last, last.subject == draft.subject, last.owner == draft.owner,
      last.reason == draft.reason, last.ticket == draft.ticket, last.until == draft.until
    else {
      diagnostics.report(
        Diagnostic(
          .error, "waivers.add", "nothing can be added to '\(file)' as it is written",
          help: "write its waivers as a list with dashes, or add this one by hand"))
      return nil
    }
    return new
  }

  /// How far its list is indented.
  private func indentation(in text: [UInt8]) -> Int {
    var ignored = Diagnostics()
    let root = YAMLReader().readSingle(text, FileContext(file), diagnostics: &ignored)?.root
    guard let root, root.isSequence, !root.elements.isEmpty else { return 0 }
    return (root.frame(root.range)?.column ?? 1) - 1
  }

  private static func lines(_ draft: Draft) -> [String] {
    let subject = draft.subject
    let entries: [(String, String?)] = [
      ("rule", subject.rule), ("path", subject.path), ("identity", subject.identity),
      ("purl", subject.purl), ("cwe", subject.cwe), ("owner", draft.owner),
      ("reason", draft.reason), ("ticket", draft.ticket), ("until", draft.until.description),
    ]
    var lines = entries.compactMap { key, value in value.map { "\(key): \(scalar($0))" } }
    if let note = draft.note, !lines.isEmpty { lines[0] += " # \(comment(note))" }
    return lines
  }

  /// A text as it may stand in a comment.
  private static func comment(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.printable.unicodeScalars.map { isBreaking($0) ? "\u{FFFD}" : $0 }))
  }

  /// What YAML takes for the end of a line, or does not let stand.
  private static func isBreaking(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// A text as YAML reads it back: plain where that is safe, else in double quotes.
  private static func scalar(_ text: String) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x2F, 0x40, 0x5F, 0x20].contains(byte)
      } && !text.hasSuffix(" ") && !words.contains(text.lowercased())
    let beginsSafely =
      text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } ?? false
    if isPlain, beginsSafely || Day(text) != nil && text.utf8.count == 10 { return text }
    var json = JSONWriter()
    json.string(text)
    // JSON leaves some of these as they are.
    return String(decoding: json.finish(), as: UTF8.self).unicodeScalars.map { scalar in
      guard isBreaking(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
