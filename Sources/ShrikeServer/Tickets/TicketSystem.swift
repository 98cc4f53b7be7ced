import ShrikeLedger

/// Where findings become tickets: one project of one system, for some assets of one organisation.
public struct TicketSystem: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case jiraCloud = "jira-cloud"
    case jiraServer = "jira-server"
    case github, gitlab
    /// Whatever takes a signed message and answers with its ticket.
    case webhook
  }

  /// What people choose it by.
  public var name: String
  public var kind: Kind
  /// `https://github.com`, `https://example.atlassian.net`; without a slash at the end.
  public var address: String
  /// `SEC` in Jira, `owner/name` in GitHub, `group/name` in GitLab; empty for a webhook.
  public var project: String
  /// Who signs in, at Jira Cloud.
  public var user: String?
  /// A token; of a webhook the key that messages are signed with.
  public var secret: String
  public var issueType = "Bug"
  public var labels: [String] = []
  /// Names of assets, `*` for any letters; empty: all.
  public var assets: [String] = []
  /// Whose findings it is for.
  public var org = Ledger.defaultOrg

  public init(_ name: String, _ kind: Kind, address: String, project: String, secret: String) {
    self.name = name
    self.kind = kind
    self.address = address
    self.project = project
    self.secret = secret
  }

  func takes(_ asset: String, of org: String) -> Bool {
    org == self.org && (assets.isEmpty || assets.contains { Self.fits(asset, $0) })
  }

  /// What is wrong with it; nil: nothing.
  var fault: String? {
    if name.isEmpty || name.utf8.count > 100 { return "its name has 1 to 100 bytes" }
    guard address.hasPrefix("https://") || address.hasPrefix("http://"), !address.hasSuffix("/"),
      address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"@?#\"".utf8.contains($0) })
    else {
      return
        "its address is http:// or https://, without user, password, query or a slash at the end"
    }
    guard !secret.isEmpty, secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return "its secret is empty, or has spaces or line breaks in it"
    }
    let letters = project.utf8.allSatisfy {
      $0 < 0x7F && ($0.isLetterOrDigit || "._-/".utf8.contains($0))
    }
    let parts = project.split(separator: "/", omittingEmptySubsequences: false)
    let isPath = letters && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    switch kind {
    case .jiraCloud, .jiraServer:
      guard letters, parts.count == 1, !project.isEmpty else { return "its project is a key: SEC" }
      if labels.contains(where: { $0.contains(" ") }) { return "Jira's labels have no spaces" }
      if kind == .jiraCloud, user?.isEmpty ?? true { return "Jira Cloud wants 'user', an address" }
    case .github where !isPath || parts.count != 2: return "its project is owner/name"
    case .gitlab where !isPath || parts.count < 2: return "its project is group/name"
    case .github, .gitlab, .webhook: break
    }
    return nil
  }

  /// Goes back to the last star only, so that no pattern costs more than its length times the name's.
  private static func fits(_ name: String, _ pattern: String) -> Bool {
    let (name, pattern) = (Array(name.utf8), Array(pattern.utf8))
    let star = UInt8(ascii: "*")
    var (at, place) = (0, 0)
    var last: (place: Int, at: Int)?
    while at < name.count {
      if place < pattern.count, pattern[place] == star {
        last = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == name[at] {
        (at, place) = (at + 1, place + 1)
      } else if let back = last {
        last = (back.place, back.at + 1)
        (at, place) = (back.at + 1, back.place + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == star }
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
