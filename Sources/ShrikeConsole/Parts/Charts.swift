/// Numbers over time, one line for each series. Its title is the question that it answers.
public struct LineChart: Sendable, Hashable {
  public struct Series: Sendable, Hashable {
    public var name: String
    public var values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Something that happened: an incident, a release.
  public struct Event: Sendable, Hashable {
    public var index: Int
    public var name: String

    public init(_ index: Int, _ name: String) {
      self.index = index
      self.name = name
    }
  }

  public var question: String
  /// How many values stand behind it, in words: `1 204 findings`.
  public var basis: String
  /// One for each value.
  public var labels: [String]
  /// At most four; each has its own kind of line.
  public var series: [Series]
  public var events: [Event]
  /// The highest value of the scale; small multiples share it. Nil: as the values need.
  public var most: Double?

  public init(
    question: String, basis: String, labels: [String], series: [Series], events: [Event] = [],
    most: Double? = nil
  ) {
    self.question = question
    self.basis = basis
    self.labels = labels
    self.series = series
    self.events = events
    self.most = most
  }
}

/// Counts side by side.
public struct BarChart: Sendable, Hashable {
  public struct Bar: Sendable, Hashable {
    public var name: String
    public var count: Int
    public var link: Link?

    public init(_ name: String, _ count: Int, link: Link? = nil) {
      self.name = name
      self.count = count
      self.link = link
    }
  }

  public var question: String
  public var basis: String
  public var bars: [Bar]
  public var most: Int?

  public init(question: String, basis: String, bars: [Bar], most: Int? = nil) {
    self.question = question
    self.basis = basis
    self.bars = bars
    self.most = most
  }
}

/// One dot for each value, row by row, on one scale: how values lie, not only their middle.
public struct DotStrip: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    public var name: String
    /// Ascending.
    public var values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }

    /// The value below which that part of all lies; nil without values.
    public func quantile(_ part: Double) -> Double? {
      guard !values.isEmpty else { return nil }
      return values[min(values.count - 1, Int(Double(values.count) * part))]
    }
  }

  public var question: String
  public var unit: String
  public var rows: [Row]

  public init(question: String, unit: String, rows: [Row]) {
    self.question = question
    self.unit = unit
    self.rows = rows
  }

  /// With more values every n-th is drawn; the table has the figures of all.
  static let mostDots = 300
}

/// The size of drawings; they are stretched to the width there is, so words stand outside of them.
private enum Canvas {
  static let width = 600.0
  static let height = 140.0
}

extension HTML {
  // MARK: line

  public mutating func chart(_ chart: LineChart) {
    let series = chart.series.prefix(4)
    let most = chart.most ?? Self.scale(series.flatMap(\.values).max() ?? 1)
    element("figure", .class("chart")) { html in
      html.caption(chart.question, chart.basis)
      html.element("div", .class("plot")) { html in
        html.scaleLabels(most)
        html.element(
          "svg", .fixed("viewBox", "0 0 600 140"), .fixed("preserveAspectRatio", "none"),
          .role("img"), .label("\(chart.question) The numbers stand in the table below.")
        ) { html in
          html.literal("<path class=\"grid\" d=\"M0 0.5H600M0 70H600M0 139.5H600\"/>")
          let step = Canvas.width / Double(max(1, chart.labels.count - 1))
          for event in chart.events where chart.labels.indices.contains(event.index) {
            html.element(
              "path", .class("event"), .drawing("M\(Self.number(Double(event.index) * step)) 0V140")
            ) { $0.element("title", text: event.name) }
          }
          for (index, line) in series.enumerated() {
            html.element(
              "path", .class("line", Self.lineStyles[index]),
              .drawing(Self.path(line.values, step: step, most: most))
            ) { _ in }
          }
          html.hovers(chart, Array(series), step)
        }
        html.element("div", .class("axis"), .hiddenFromReaders) { html in
          for label in Self.ends(chart.labels) { html.element("span", text: label) }
        }
      }
      html.legend(chart, Array(series))
      html.numbers { html in
        html.wideTable(
          head: ["When"] + series.map(\.name),
          rows: chart.labels.indices.map { at in
            [chart.labels[at]]
              + series.map { at < $0.values.count ? Words.decimal($0.values[at], 1) : "not known" }
          })
      }
    }
    newline()
  }

  private static let lineStyles: [StaticString] = ["a", "b", "c", "d"]

  /// A rounded number at or above the value, so that the scale's labels are whole.
  static func scale(_ most: Double) -> Double {
    var unit = 1.0
    while unit * 10 < most { unit *= 10 }
    for step in [1.0, 2, 4, 6, 8, 10] where unit * step >= most { return max(2, unit * step) }
    return max(2, most)
  }

  private static func number(_ value: Double) -> String { Words.decimal(value, 1) }

  private static func path(_ values: [Double], step: Double, most: Double) -> String {
    var out = ""
    for (index, value) in values.enumerated() {
      let y = Canvas.height - 1 - value / max(most, 0.001) * (Canvas.height - 2)
      out += "\(index == 0 ? "M" : "L")\(number(Double(index) * step)) \(number(y))"
    }
    return out.isEmpty ? "M0 0" : out
  }

  /// First, middle, last.
  private static func ends(_ labels: [String]) -> [String] {
    guard labels.count > 2, let first = labels.first, let last = labels.last else { return labels }
    return [first, labels[labels.count / 2], last]
  }

  private mutating func hovers(_ chart: LineChart, _ series: [LineChart.Series], _ step: Double) {
    for (at, label) in chart.labels.enumerated() {
      let values = series.map {
        "\($0.name): \(at < $0.values.count ? Words.decimal($0.values[at], 1) : "not known")"
      }
      element(
        "rect", .class("hover"), .length("x", (Double(at) - 0.5) * step), .length("width", step),
        .fixed("height", "140")
      ) { $0.element("title", text: ([label] + values).joined(separator: "\n")) }
    }
  }

  private mutating func legend(_ chart: LineChart, _ series: [LineChart.Series]) {
    guard series.count > 1 || !chart.events.isEmpty else { return }
    element("ul", .class("legend")) { html in
      for (index, line) in series.enumerated() {
        html.element("li") { html in
          html.literal(
            "<svg viewBox=\"0 0 24 8\" aria-hidden=\"true\"><path d=\"M0 4H24\" class=\"line ")
          html.literal(Self.lineStyles[index])
          html.literal("\"/></svg>")
          html.text(line.name)
        }
      }
      for event in chart.events {
        html.element("li") { html in
          html.literal(
            "<svg viewBox=\"0 0 8 12\" class=\"thin\" aria-hidden=\"true\"><path d=\"M4 0V12\" class=\"event\"/></svg>"
          )
          html.text(event.name)
          if chart.labels.indices.contains(event.index) {
            html.element("span", .class("muted"), text: " \(chart.labels[event.index])")
          }
        }
      }
    }
  }

  // MARK: bars

  public mutating func chart(_ chart: BarChart) {
    let most = Double(max(1, chart.most ?? chart.bars.map(\.count).max() ?? 1))
    element("figure", .class("chart bars")) { html in
      html.caption(chart.question, chart.basis)
      html.element("ul") { html in
        for bar in chart.bars {
          html.element("li") { html in
            if let link = bar.link {
              html.element("a", .class("name"), .href(link), .title(bar.name), text: bar.name)
            } else {
              html.element("span", .class("name"), .title(bar.name), text: bar.name)
            }
            html.element(
              "svg", .fixed("viewBox", "0 0 100 8"), .fixed("preserveAspectRatio", "none"),
              .hiddenFromReaders
            ) {
              $0.element(
                "rect", .length("width", Double(bar.count) / most * 100), .fixed("height", "8")
              ) { _ in }
            }
            html.element("span", .class("num"), number: bar.count)
          }
        }
      }
    }
    newline()
  }

  // MARK: dots

  public mutating func chart(_ chart: DotStrip) {
    let most = Self.scale(chart.rows.flatMap(\.values).max() ?? 1)
    let all = chart.rows.reduce(0) { $0 + $1.values.count }
    element("figure", .class("chart dots")) { html in
      html.caption(chart.question, "n = \(Words.grouped(all)), one dot each; | is the median")
      for row in chart.rows { html.dots(row, chart.unit, most) }
      html.element("div", .class("axis"), .hiddenFromReaders) { html in
        for part in [0.0, 0.25, 1] {
          html.element("span", text: "\(Words.decimal(most * part, 1)) \(chart.unit)")
        }
      }
      html.numbers { html in
        html.wideTable(
          head: ["Group", "n", "half within", "9 of 10 within", "longest"],
          rows: chart.rows.map { row in
            [row.name, Words.grouped(row.values.count)]
              + [0.5, 0.9, 1].map { part in
                row.quantile(part).map { "\(Words.decimal($0, 1)) \(chart.unit)" } ?? "none yet"
              }
          })
      }
    }
    newline()
  }

  /// A square root spreads short times, where most dots lie.
  private mutating func dots(_ row: DotStrip.Row, _ unit: String, _ most: Double) {
    func x(_ value: Double) -> String {
      Self.number((max(0, value) / most).squareRoot() * (Canvas.width - 12) + 6)
    }
    element("div", .class("strip")) { html in
      html.element("span", .class("name")) { html in
        html.text(row.name)
        html.element("span", .class("muted"), text: " \(Words.grouped(row.values.count))")
      }
      html.element(
        "svg", .fixed("viewBox", "0 0 600 32"), .fixed("preserveAspectRatio", "none"),
        .hiddenFromReaders
      ) { html in
        html.literal("<path class=\"grid\" d=\"M0 31.5H600\"/>")
        let stride = max(1, row.values.count / DotStrip.mostDots)
        var path = ""
        for (index, value) in row.values.enumerated() where index % stride == 0 {
          // Neighbours stand at different heights, the same ones at each drawing.
          path += "M\(x(value)) \(6 + index * 7 % 20)h0"
        }
        html.element("path", .class("dot"), .drawing(path.isEmpty ? "M0 0" : path)) { _ in }
        if let median = row.quantile(0.5) {
          html.element("path", .class("median"), .drawing("M\(x(median)) 0V32")) {
            $0.element("title", text: "half within \(Words.decimal(median, 1)) \(unit)")
          }
        }
      }
    }
  }

  // MARK: shared

  private mutating func caption(_ question: String, _ basis: String) {
    element("figcaption") { html in
      html.element("strong", text: question)
      html.literal(" ")
      html.element("span", .class("muted"), text: basis)
    }
  }

  private mutating func scaleLabels(_ most: Double) {
    element("div", .class("scale"), .hiddenFromReaders) { html in
      for part in [1.0, 0.5, 0] { html.element("span", text: Words.decimal(most * part, 1)) }
    }
  }

  private mutating func numbers(content: (inout HTML) -> Void) {
    element("details", .class("numbers")) { html in
      html.literal("<summary>Numbers</summary>")
      content(&html)
    }
  }

  private mutating func wideTable(head: [String], rows: [[String]]) {
    element("div", .class("table-box")) { html in
      html.element("table", .class("figures")) { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for word in head { html.element("th", .fixed("scope", "col"), text: word) }
          }
        }
        html.element("tbody") { html in
          for row in rows {
            html.element("tr") { html in
              for value in row { html.element("td", text: value) }
            }
          }
        }
      }
    }
  }
}
