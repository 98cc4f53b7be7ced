import ShrikeFormats
public import ShrikeLedger
import ShrikeText

/// The file that names ticket systems, in TOML. Secrets never stand in it, only where they are.
///
/// ```toml
/// [[tickets]]
/// name = "security"
/// kind = "jira-cloud"
/// address = "https://example.atlassian.net"
/// project = "SEC"
/// user = "shrike@example.org"
/// secret-env = "JIRA_TOKEN"
/// assets = ["payments/*"]
/// ```
public enum TicketFile {
  /// Where a secret is.
  public enum Secret: Sendable, Hashable {
    case environment(String)
    case file(String)
  }

  public static let byteLimit = 1 << 20
  public static let systemLimit = 100
  private static let area = "tickets"
  private static let keys = [
    "name", "kind", "address", "project", "user", "secret-env", "secret-file", "issue-type",
    "labels", "assets", "organisation",
  ]

  /// Reads all of it; every mistake is told at once, and a file with one is not used.
  ///
  /// `secret`: what stands there, nil where it cannot be read.
  public static func read(
    _ bytes: [UInt8], file: String, secret: (Secret) -> String?
  ) throws(LedgerError) -> [TicketSystem] {
    guard bytes.count <= byteLimit else {
      throw LedgerError(.input, "'\(file)' is larger than \(byteLimit >> 20) MiB")
    }
    var diagnostics = Diagnostics()
    let systems = systems(bytes, file, secret, &diagnostics)
    // A key that nobody knows could be the one that keeps an asset out.
    let problems = diagnostics.finish().map { problem in
      (problem.frame.map { "line \($0.line): " } ?? "") + problem.message
        + (problem.label.map { ", \($0)" } ?? "")
    }
    guard problems.isEmpty else {
      throw LedgerError(
        .input, "the ticket systems of '\(file)' cannot be used",
        cause: problems.joined(separator: "; "))
    }
    return systems
  }

  private static func systems(
    _ bytes: [UInt8], _ file: String, _ secret: (Secret) -> String?,
    _ diagnostics: inout Diagnostics
  ) -> [TicketSystem] {
    guard
      let document = TOMLReader().read(bytes, FileContext(file), diagnostics: &diagnostics),
      let root = KeyCheck(
        document.root, area: area, "the file", known: ["tickets"], &diagnostics),
      let list = root.required("tickets", &diagnostics, { $0.list("tickets", &$1) })
    else { return [] }
    if list.count > systemLimit {
      return root.reject("tickets", "at most \(systemLimit) systems are taken", &diagnostics) ?? []
    }
    var systems: [TicketSystem] = []
    for node in list {
      guard let check = KeyCheck(node, area: area, "a ticket system", known: keys, &diagnostics),
        let system = system(check, secret, &diagnostics)
      else { continue }
      if systems.contains(where: { $0.name == system.name && $0.org == system.org }) {
        report("there are two systems '\(system.name)'", check, &diagnostics)
      }
      systems.append(system)
    }
    return systems
  }

  private static func system(
    _ check: KeyCheck, _ secret: (Secret) -> String?, _ diagnostics: inout Diagnostics
  ) -> TicketSystem? {
    let name = check.required("name", &diagnostics) { $0.string("name", &$1) }
    let kind = check.required("kind", &diagnostics) {
      $0.word("kind", "a kind of ticket system", as: TicketSystem.Kind.self, &$1)
    }
    let address = check.required("address", &diagnostics) { $0.string("address", &$1) }
    let (project, user, issueType, org) = (
      check.string("project", &diagnostics), check.string("user", &diagnostics),
      check.string("issue-type", &diagnostics), check.string("organisation", &diagnostics)
    )
    let labels = check.strings("labels", &diagnostics)
    let assets = check.strings("assets", &diagnostics)
    let place: Secret
    switch (check.string("secret-env", &diagnostics), check.string("secret-file", &diagnostics)) {
    case (let name?, nil): place = .environment(name)
    case (nil, let file?): place = .file(file)
    default:
      report("it needs either 'secret-env' or 'secret-file'", check, &diagnostics)
      return nil
    }
    guard let name, let kind, let address else { return nil }
    guard let secret = secret(place) else {
      report("the secret of '\(name)' is not where it should be", check, &diagnostics)
      return nil
    }
    var system = TicketSystem(
      name, kind, address: address.hasSuffix("/") ? String(address.dropLast()) : address,
      project: project ?? "", secret: secret)
    system.user = user
    if let issueType { system.issueType = issueType }
    if let org { system.org = org }
    system.labels = labels ?? []
    system.assets = assets ?? []
    if let fault = system.fault {
      report("'\(name)' cannot be used: \(fault)", check, &diagnostics)
      return nil
    }
    return system
  }

  private static func report(
    _ message: String, _ check: KeyCheck, _ diagnostics: inout Diagnostics
  ) {
    diagnostics.report(check.node.diagnostic(.error, "\(area).value", message))
  }
}
