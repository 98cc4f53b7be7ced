import ShrikeConsole
import ShrikeLedger
import ShrikeModel

/// What a ticket says of a finding: nothing of the code, so that no secret of it gets elsewhere.
///
/// Titles, reasons and remedies come from reports, so whoever wrote the code or the rule could have a say in them. In
/// the other system they are words and nothing else: they call nobody, refer to nothing and load no picture.
struct TicketDraft: Sendable, Hashable {
  /// How the other system writes.
  enum Style: Sendable {
    case plain, markdown, jira
  }

  /// Stands in the ticket and nowhere else, so that one whose answer was lost is found again.
  var marker: String
  var title: String
  var severity: String
  var asset: String
  var place: String
  var rule: String
  var why: String
  var remedy: String
  var number: Int64
  var link: String

  /// Jira takes 255 letters, others as many or more.
  private static let longestTitle = 200
  /// Of the reason and the remedy.
  private static let longestText = 4_000

  init(_ detail: FindingDetail, marker: String, at address: String) {
    let row = detail.row
    let story = FindingStory(detail)
    self.marker = marker
    let line = row.title.split(whereSeparator: \.isNewline).first.map(String.init) ?? row.rule
    title = Self.cut("[\(row.severity.rawValue)] \(line)", Self.longestTitle)
    severity = row.severity.rawValue
    asset = row.asset
    place = row.line > 0 ? "\(row.path):\(row.line)" : row.path
    rule = row.rule
    why = Self.cut(story.message, Self.longestText)
    remedy = Self.cut(story.remedy ?? "", Self.longestText)
    number = row.number
    link = "\(address)/findings/\(row.number)"
  }

  func text(_ style: Style) -> String {
    func strong(_ words: String) -> String {
      switch style {
      case .plain: words
      case .markdown: "**\(words)**"
      case .jira: "*\(words)*"
      }
    }
    var blocks = [
      [("Severity", severity), ("Asset", asset), ("Place", place), ("Rule", rule)]
        .map { "\(strong("\($0.0):")) \(Self.quoted($0.1, style))" }
        // Two spaces keep lines apart in Markdown.
        .joined(separator: style == .markdown ? "  \n" : "\n")
    ]
    for (heading, text) in [("Why", why), ("What to do", remedy)] where !text.isEmpty {
      blocks += [strong(heading), Self.quoted(text, style)]
    }
    blocks.append("Finding \(number) in Shrike: \(link)")
    blocks.append("By this line Shrike knows its ticket again: \(marker)")
    return blocks.joined(separator: "\n\n")
  }

  // MARK: words

  private static func cut(_ text: String, _ most: Int) -> String {
    text.count <= most ? text : text.prefix(most - 1) + "…"
  }

  /// Every line by itself without what stands before it: no code block begins by spaces, no command of GitLab by a slash.
  static func quoted(_ text: String, _ style: Style) -> String {
    guard style != .plain else { return text }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      line.drop(while: \.isWhitespace).unicodeScalars.reduce(into: "") { out, letter in
        switch letter {
        // A reference is found behind escapes, too, but not with nothing of no width behind its sign.
        case "@" where style == .markdown, "#" where style == .markdown: out += "\(letter)&#8203;"
        case _ where letter.value < 0x20 || letter.value == 0x7F: out += " "
        case _ where style == .jira ? jiraMarks.contains(letter) : letter.isMark:
          out += "\\\(letter)"
        default: out.unicodeScalars.append(letter)
        }
      }
    }.joined(separator: "\n")
  }

  private static let jiraMarks = Set("\\{}[]|*_^~+-!?#@<>&".unicodeScalars)
}

extension Unicode.Scalar {
  /// ASCII's punctuation, all of which Markdown lets be escaped.
  fileprivate var isMark: Bool {
    (0x21...0x2F).contains(value) || (0x3A...0x40).contains(value)
      || (0x5B...0x60).contains(value) || (0x7B...0x7E).contains(value)
  }
}
