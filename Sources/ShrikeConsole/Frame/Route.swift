/// The addresses of the console's pages and acts: pages link through these, and the server answers at them.
public enum Route {
  // MARK: pages

  public static let home = Link("/")
  /// The queue with a question; `panel`: the finding that is open beside it.
  public static func queue(
    _ query: String = "", group: String? = nil, after: String? = nil, panel: Int? = nil
  ) -> Link {
    Link(
      "/queue", "",
      [
        "q": query.isEmpty ? nil : query, "group": group, "after": after,
        "open": panel.map { String($0) },
      ])
  }
  public static func finding(_ number: Int64) -> Link { Link("/findings/", Int(number)) }
  /// The finding without its frame, for the side panel.
  public static func panel(_ number: Int64) -> Link {
    Link("/findings/", String(number), ["panel": "1"])
  }
  /// Findings as a file.
  public static func report(_ format: String, _ query: String) -> Link {
    Link("/api/v1/reports/", format, ["q": query.isEmpty ? nil : query])
  }
  public static let assets = Link("/assets")
  public static func assets(after: String) -> Link { Link("/assets", "", ["after": after]) }
  /// By query, since names of assets have slashes in them.
  public static func asset(_ name: String) -> Link { Link("/asset", "", ["name": name]) }
  public static let products = Link("/products")
  public static let scans = Link("/scans")
  public static func scans(of asset: String?, after: String? = nil) -> Link {
    Link("/scans", "", ["asset": asset, "after": after])
  }
  public static func scan(_ id: String) -> Link { Link("/scans/", id) }
  public static func scanDiff(from base: String, to scan: String) -> Link {
    Link("/scans/", scan, ["base": base])
  }
  public static func trends(_ span: String? = nil, team: String? = nil) -> Link {
    Link("/trends", "", ["span": span, "team": team])
  }
  public static let policies = Link("/policies")
  public static func policy(_ id: String, dryRun: Bool = false) -> Link {
    Link("/policies/", id, ["dry-run": dryRun ? "30" : nil])
  }
  public static let waivers = Link("/waivers")
  public static func waivers(after: String) -> Link { Link("/waivers", "", ["after": after]) }
  /// A file to download; `asset`.
  public static let waiversPatch = Link("/waivers/patch")
  public static let people = Link("/people")
  public static func person(_ login: String) -> Link { Link("/people/", login) }
  public static func team(_ name: String) -> Link { Link("/teams/", name) }
  public static let imports = Link("/imports")
  public static func imports(after: String) -> Link { Link("/imports", "", ["after": after]) }
  public static func audit(before: Int64? = nil, query: String? = nil) -> Link {
    Link("/audit", "", ["q": query, "before": before.map { String($0) }])
  }
  public static let settings = Link("/settings")
  public static let search = Link("/search")
  public static func search(_ query: String) -> Link { Link("/search", "", ["q": query]) }
  public static let keys = Link("/keys")
  public static let design = Link("/design")
  public static let signIn = Link("/sign-in")
  /// The form of the code; POST: the code.
  public static let secondFactor = Link("/second-factor")
  /// The form of a one-time link; POST: `key`, `name`, `email`, `password`.
  public static let welcome = Link("/welcome")
  public static let account = Link("/account")
  /// A new second factor; POST: `secret`, `code`.
  public static let factor = Link("/account/factor")

  // MARK: acts, all of them POST

  /// `finding` (repeated), `act` (`assign`, `accept`, `false-positive`, `not-affected`, `open`, `comment`, `ticket`), `owner`,
  /// `reason`, `until`, `system`, `back`.
  public static let act = Link("/acts")
  /// `batch`, `back`.
  public static let undo = Link("/acts/undo")
  /// `approval`, `answer` (`approve`, `refuse`), `reason`.
  public static let approve = Link("/approvals")
  /// `act` (`save`, `remove`), `name`, `q`, `back`.
  public static let saveQuery = Link("/queries")
  /// `theme` (`system`, `light`, `dark`), `back`.
  public static let theme = Link("/theme")
  public static let signOut = Link("/sign-out")
  /// A report as file, `report`, and `asset`.
  public static let upload = Link("/imports")
  /// `role`, `email`, `assets`.
  public static let invite = Link("/people")
  /// `act` (`create`, `revoke`), `name`, `role`, `asset`, `days`; `id`.
  public static let tokens = Link("/settings/tokens")
  /// `usualCritical` and the like: days of a group and a severity.
  public static let deadlines = Link("/settings/deadlines")
  /// `asset`, and what is said of it: `criticality`, `exposure`, `dataClass`, `product`, `owner`.
  public static let changeAsset = Link("/asset")
  /// `kind` (`team`, `product`), `id`, `name`.
  public static let group = Link("/people/groups")
  /// `team`, and logins with commas: `people`.
  public static let members = Link("/people/members")
  /// `owner`, and the names with commas: `handles`.
  public static let handles = Link("/people/handles")

  // MARK: streams and files

  /// Server-sent events: `counts` with `{"queue": 12, "not-evaluated": 2}`.
  public static let live = Link("/live")
  /// The style sheet and the script; their digests are part of the address, so that they may be cached for ever.
  public static let style = Link("/static/", "console-\(ConsoleAssets.styleDigest).css")
  public static let script = Link("/static/", "console-\(ConsoleAssets.scriptDigest).js")
}
