public import ShrikeLedger
public import ShrikeModel

/// A repository, image or host as lists show it.
public struct AssetSummary: Sendable, Hashable {
  public var name: String
  /// `repository`, `image`, `host`, …
  public var kind: String
  public var product: String?
  public var team: String?
  /// How much depends on it: `critical`, `high`, …
  public var criticality: String?
  public var isExposed: Bool
  public var open: [Severity: Tally]
  public var overdue: Tally
  public var lastScan: Timestamp?
  /// Why it is not known how it stands; nil: the last scan was whole and is fresh.
  public var unknown: String?

  public init(
    name: String, kind: String, product: String? = nil, team: String? = nil,
    criticality: String? = nil, isExposed: Bool = false, open: [Severity: Tally] = [:],
    overdue: Tally = 0, lastScan: Timestamp? = nil, unknown: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.product = product
    self.team = team
    self.criticality = criticality
    self.isExposed = isExposed
    self.open = open
    self.overdue = overdue
    self.lastScan = lastScan
    self.unknown = unknown
  }

  var counts: [(severity: Severity, count: Tally)] { open.map { ($0.key, $0.value) } }
}

/// All assets.
public struct AssetsPage: Page {
  public var frame: Frame
  public var rows: [AssetSummary]
  public var total: Int
  public var next: Link?

  public init(frame: Frame, rows: [AssetSummary], total: Int, next: Link? = nil) {
    self.frame = frame
    self.rows = rows
    self.total = total
    self.next = next
  }

  public var title: String { "Assets" }
  public var section: Frame.Section? { .assets }

  public func writeContent(into html: inout HTML) {
    html.heading(title, "\(Words.count(total, "asset")) by name") {
      $0.element("a", .class("quiet"), .href(Route.products), text: "Product map")
    }
    guard !rows.isEmpty else {
      return html.empty(
        EmptyState(
          "No assets yet",
          "An asset is a repository, an image or a host. It appears with its first scan.",
          command: "shrike scan --publish"))
    }
    html.assets(rows, frame)
    html.pager(next: next)
  }
}

extension HTML {
  mutating func assets(_ rows: [AssetSummary], _ frame: Frame) {
    let columns = [
      Column("Asset", .main), Column("Kind"), Column("Team"), Column("Criticality"),
      Column("Open"), Column("Overdue", .number, isNamed: true), Column("Last scan"),
    ]
    table("Assets", columns, rows) { html, row in
      html.cell(columns[0]) { html in
        html.element("a", .href(Route.asset(row.name)), text: row.name)
        if let product = row.product { html.element("span", .class("muted"), text: " \(product)") }
        if row.isExposed { html.literal(" <span class=\"tag\">exposed</span>") }
      }
      html.cell(columns[1], row.kind)
      html.cell(columns[2], row.team ?? "no team")
      html.cell(columns[3], row.criticality ?? "not set")
      html.cell(columns[4]) { $0.severityCounts(row.counts) }
      html.cell(columns[5]) { $0.tally(row.overdue) }
      html.cell(columns[6]) { html in
        if let unknown = row.unknown {
          html.notEvaluated(unknown)
        } else if let time = row.lastScan {
          html.time(time, now: frame.now)
        } else {
          html.notEvaluated("never scanned")
        }
      }
    }
  }
}

/// One asset: how it stands, its scans, who answers for it.
public struct AssetPage: Page {
  public var frame: Frame
  public var asset: AssetSummary
  public var address: Link?
  public var findings: [FindingRow]
  public var openTotal: Tally
  public var scans: [ScanRow]
  public var trend: LineChart?
  /// Owners by path, as CODEOWNERS has them.
  public var owners: [(pattern: String, owner: String)]
  /// What may be said of it; nil: nothing by whoever looks.
  public var edit: AssetEdit?

  public init(
    frame: Frame, asset: AssetSummary, address: Link? = nil, findings: [FindingRow],
    openTotal: Tally,
    scans: [ScanRow], trend: LineChart? = nil, owners: [(pattern: String, owner: String)] = [],
    edit: AssetEdit? = nil
  ) {
    self.frame = frame
    self.asset = asset
    self.edit = edit
    self.address = address
    self.findings = findings
    self.openTotal = openTotal
    self.scans = scans
    self.trend = trend
    self.owners = owners
  }

  public var title: String { asset.name }
  public var section: Frame.Section? { .assets }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) { $0.element("a", .href(Route.assets), text: "Assets") }
    let scanned = asset.lastScan.map { "last scan \(Words.relative($0, to: frame.now))" }
    html.heading(
      title,
      "\(asset.kind.capitalizedFirst), \(openTotal.words("open finding")), \(scanned ?? "never scanned")"
    )
    if let unknown = asset.unknown { html.warning("Not evaluated: \(unknown)") }
    html.element("div", .class("columns")) { html in
      html.element("div", .class("story")) { html in
        html.literal("<section><h2>Open findings</h2>")
        if findings.isEmpty {
          html.element("p", .class("none"), text: "None open in what was looked at.")
        } else {
          html.findings(findings, frame, showsAsset: false)
          html.element("p") {
            $0.element(
              "a", .href(Route.queue("asset:\(QueryBar.quoted(asset.name)) state:open")),
              text: "All \(openTotal.short) in the queue")
          }
        }
        html.literal("</section>")
        if let trend { html.chart(trend) }
        html.literal("<section><h2>Scans</h2>")
        html.scans(scans, frame, showsAsset: false)
        html.literal("</section>")
      }
      html.element("aside", .class("side"), .label("About")) { html in
        about(&html)
      }
    }
  }

  private func about(_ html: inout HTML) {
    html.element("section", .class("box")) { html in
      html.literal("<h2>About</h2>")
      html.facts([
        ("Product", { $0.text(asset.product ?? "none") }),
        (
          "Team",
          { html in
            if let team = asset.team {
              html.element("a", .href(Route.team(team)), text: team)
            } else {
              html.text("none")
            }
          }
        ),
        ("Criticality", { $0.text(asset.criticality ?? "not set") }),
        ("Exposed", { $0.text(asset.isExposed ? "yes" : "no") }),
        ("Open", { $0.severityCounts(asset.counts) }),
        ("Overdue", { $0.tally(asset.overdue) }),
      ])
      if let address { html.element("p") { $0.external(address, "Source") } }
    }
    if let edit { html.edit(edit, of: asset.name, frame) }
    guard !owners.isEmpty else { return }
    html.element("section", .class("box")) { html in
      html.literal("<h2>Owners by path</h2>")
      html.element("dl", .class("facts")) { html in
        for (pattern, owner) in owners.prefix(30) {
          html.element("dt") { $0.element("code", .class("break"), text: pattern) }
          html.element("dd") { $0.person(owner) }
        }
      }
    }
  }
}

/// Products and what they are made of.
public struct ProductMapPage: Page {
  public struct Product: Sendable, Hashable {
    public var name: String
    public var team: String?
    public var assets: [AssetSummary]
    /// Assets that are not shown.
    public var more: Int

    public init(name: String, team: String? = nil, assets: [AssetSummary], more: Int = 0) {
      self.name = name
      self.team = team
      self.assets = assets
      self.more = more
    }
  }

  public var frame: Frame
  public var products: [Product]

  public init(frame: Frame, products: [Product]) {
    self.frame = frame
    self.products = products
  }

  public var title: String { "Product map" }
  public var section: Frame.Section? { .assets }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) { $0.element("a", .href(Route.assets), text: "Assets") }
    html.heading(title, "\(Words.count(products.count, "product")) and the assets they are made of")
    if frame.may(.administer) { html.group("product", frame) }
    guard !products.isEmpty else {
      return html.empty(
        EmptyState(
          "No products yet",
          "A product groups assets that are released together; none is named yet."))
    }
    html.element("div", .class("map")) { html in
      for product in products {
        html.element("section", .class("card")) { html in
          html.element("h2", text: product.name)
          if let team = product.team { html.element("p", .class("muted"), text: "Team \(team)") }
          html.element("ul") { html in
            for asset in product.assets {
              html.element("li", .class(asset.unknown == nil ? "" : "unknown")) { html in
                html.element("a", .href(Route.asset(asset.name)), text: asset.name)
                if asset.isExposed { html.tag("exposed") }
                if let unknown = asset.unknown {
                  html.notEvaluated(unknown)
                } else {
                  html.severityCounts(asset.counts)
                }
              }
            }
            if product.more > 0 {
              html.element("li", .class("muted"), text: "and \(Words.grouped(product.more)) more")
            }
          }
        }
      }
    }
  }
}
