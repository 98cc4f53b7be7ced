import ShrikeLedger
import ShrikeModel

/// Something that one person, or the room, is to be told.
struct Notice: Sendable, Hashable {
  /// What it is about; the same is told once.
  var name: String
  var subject: String
  var lines: [String]

  /// Findings of one message.
  static let most = 20

  static func assigned(_ row: FindingRow, by actor: String, seq: Int64, at address: String)
    -> Notice
  {
    Notice(
      name: "assigned:\(seq)", subject: "Assigned to you: #\(row.number) \(row.title)",
      lines: ["\(actor) has assigned this finding to you.", ""] + about(row, at: address))
  }

  static func approval(_ proposal: Proposal, at address: String) -> Notice {
    let count = proposal.findings.count
    return Notice(
      name: "approval:\(proposal.id)",
      subject:
        "Waiting for your approval: \(proposal.words), \(count) finding\(count == 1 ? "" : "s")",
      lines: [
        "\(proposal.proposer) proposes: \(proposal.words). \(proposal.reason)", "",
        "Confirm or refuse it: \(address)/proposals",
      ])
  }

  /// `rows`: those of one owner, the most urgent first.
  static func reminder(
    _ rows: [FindingRow], owner: String, at address: String, now: Timestamp
  ) -> Notice {
    let late = rows.count { $0.due.map { $0 <= now } ?? false }
    let soon = rows.count - late
    let parts = [late > 0 ? "\(late) overdue" : nil, soon > 0 ? "\(soon) due soon" : nil]
    var lines = ["These findings are yours:", ""]
    for row in rows.prefix(most) {
      lines += about(row, at: address) + [""]
    }
    if rows.count > most {
      lines += ["And \(rows.count - most) more: \(address)/findings?q=owner:me"]
    }
    return Notice(
      name: "due:\(owner):\(now.date)",
      subject: "Findings: \(parts.compactMap { $0 }.joined(separator: ", "))", lines: lines)
  }

  private static func about(_ row: FindingRow, at address: String) -> [String] {
    let place = row.line > 0 ? "\(row.path):\(row.line)" : row.path
    return [
      "#\(row.number) \(row.title)", "\(row.severity.rawValue), \(row.asset), \(place)",
    ] + (row.due.map { ["due \($0.date)"] } ?? []) + ["\(address)/findings/\(row.number)"]
  }

  // MARK: how it travels

  var mailText: String {
    lines.joined(separator: "\r\n")
      + "\r\n\r\n-- \r\nSent by Shrike, since somebody waits for you there.\r\n"
  }

  /// The three marks of Slack's own, and nothing that would call people or make links of titles.
  static func chatText(subject: String, body: String) -> String {
    func plain(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
    return "*\(plain(subject))*\n\(plain(body))"
  }
}

extension Timestamp {
  /// `Fri, 27 Nov 2026 12:00:00 +0000` (RFC 5322).
  var mailDate: String {
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = date.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month) else { return date }
    let seconds = ((milliseconds / 1_000) % 86_400 + 86_400) % 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return
      "\(weekdays[((day % 7) + 7) % 7]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(time) +0000"
  }
}
