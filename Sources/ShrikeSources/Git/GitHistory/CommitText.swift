import ShrikeModel
import ShrikeText

/// The person's half of a commit.
struct CommitText {
  private(set) var author = PatchIdentity(name: "", email: "")
  private(set) var date: Int64 = 0
  private(set) var message = ""

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var isLatin1 = false
    var author: [UInt8] = []
    var at = 0
    while let end = bytes[at...].firstIndex(of: 0x0A) {
      let line = bytes[at..<end]
      at = end + 1
      if line.isEmpty { break }
      if line.starts(with: "author ".utf8) {
        author = Array(line.dropFirst(7))
      } else if line.starts(with: "encoding ".utf8) {
        let name = String(decoding: line.dropFirst(9), as: UTF8.self).lowercased()
        isLatin1 = ["iso-8859-1", "iso8859-1", "latin1", "latin-1"].contains(name)
      }
    }
    func text(_ bytes: some Sequence<UInt8>) -> String {
      guard isLatin1 else { return String(decoding: Array(bytes), as: UTF8.self) }
      var text = String.UnicodeScalarView()
      for byte in bytes { text.append(Unicode.Scalar(byte)) }
      return String(text)
    }
    self.author = PatchIdentity(text(author))
    if let close = author.lastIndex(of: 0x3E) {
      date = CommitHeader.seconds(author[(close + 1)...])
    }
    message = PatchMessage.compose(
      text(bytes[at...]).split(separator: "\n", omittingEmptySubsequences: false))
  }

  func info(id: String) -> CommitInfo {
    CommitInfo(
      id: id, author: author.name, email: author.email, date: rfc3339(seconds: date),
      message: message)
  }
}

/// `Name <mail>` and what follows.
struct PatchIdentity {
  var name: String
  var email: String

  init(name: String, email: String) {
    self.name = name
    self.email = email
  }

  init(_ text: String) {
    guard let open = text.firstIndex(of: "<") else {
      self.init(name: "", email: "")
      return
    }
    let rest = text[text.index(after: open)...]
    let close = rest.firstIndex(of: ">") ?? rest.startIndex
    self.init(
      name: text[..<open].trimmingWhitespace(), email: rest[..<close].trimmingWhitespace())
  }
}

enum PatchMessage {
  /// Title, and body after an empty line, as gitleaks' go-gitdiff makes them of the lines of a
  /// message: the title's lines are joined by spaces, empty lines between paragraphs become one.
  static func compose(_ lines: [Substring]) -> String {
    var rest = lines[...]
    while let first = rest.first, first.trimmingWhitespace().isEmpty { rest = rest.dropFirst() }
    guard let first = rest.first else { return "" }
    let indent = first.prefix { $0.isWhitespace }
    var title: [String] = []
    while let line = rest.first?.trimmingWhitespace(), !line.isEmpty {
      title.append(line)
      rest = rest.dropFirst()
    }
    var body = ""
    var isAfterEmpty = false
    for line in rest.dropFirst() {
      var line = line
      while let last = line.unicodeScalars.last, last.properties.isWhitespace {
        line.unicodeScalars.removeLast()
      }
      if line.hasPrefix(indent) { line = line.dropFirst(indent.count) }
      if line.isEmpty {
        isAfterEmpty = true
        continue
      }
      if !body.isEmpty { body += isAfterEmpty ? "\n\n" : "\n" }
      isAfterEmpty = false
      body += line
    }
    let head = title.joined(separator: " ")
    return body.isEmpty ? head : head + "\n\n" + body
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  func trimmingWhitespace() -> String {
    var view = Substring(self).unicodeScalars
    while let last = view.last, last.properties.isWhitespace { view.removeLast() }
    while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
    return String(Substring(view))
  }
}

/// `2021-11-02T23:48:06Z` of seconds since 1970, for years 1 to 9999; other times give the nearest
/// of them.
func rfc3339(seconds: Int64) -> String {
  let seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
  let second = Int(((seconds % 86_400) + 86_400) % 86_400)
  let date = CalendarDate(daysSince1970: (Int(seconds) - second) / 86_400)
  func two(_ value: Int) -> String { CalendarDate.padded(value, 2) }
  return "\(date)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
}
