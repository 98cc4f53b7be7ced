/// Somebody, or nobody.
public enum Person {
  /// Whether it is a program that acts, of which there is no page: `ci:shop`, `ledger`.
  static func isMachine(_ login: String) -> Bool {
    login.contains(":") || ["ledger", "cli"].contains(login)
  }

  /// At most two letters: `Ada Brook` is AB, `ada` is A.
  public static func initials(_ name: String) -> String {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    guard let first = words.first?.first else { return "?" }
    let last = words.count > 1 ? words.last?.first.map { String($0) } ?? "" : ""
    return (String(first) + last).uppercased()
  }
}

extension HTML {
  /// A person by login, with initials; nil is said in words.
  public mutating func person(_ login: String?, link: Bool = true) {
    guard let login, !login.isEmpty else {
      element("span", .class("person", "nobody"), text: "nobody")
      return
    }
    if link, !Person.isMachine(login) {
      element("a", .class("person"), .href(Route.person(login))) { $0.personBody(login) }
    } else {
      element("span", .class("person")) { $0.personBody(login) }
    }
  }

  private mutating func personBody(_ login: String) {
    literal("<span class=\"initials\" aria-hidden=\"true\">")
    text(Person.initials(login))
    literal("</span><span class=\"login\">")
    text(login)
    literal("</span>")
  }
}
