public import ShrikeModel

/// Within how many days findings are to be settled: by severity, by how much depends on the asset, and by whether
/// the weakness is known to be exploited.
///
/// The days of the asset's criticality hold where there are some for the severity, else the usual ones; where the
/// weakness is known to be exploited and those days are fewer, they hold.
public struct Deadlines: Sendable, Hashable {
  /// Days by severity; nil: none.
  public struct Days: Sendable, Hashable {
    public var critical: Int?
    public var high: Int?
    public var medium: Int?
    public var low: Int?
    public var info: Int?

    public init(
      critical: Int? = nil, high: Int? = nil, medium: Int? = nil, low: Int? = nil, info: Int? = nil
    ) {
      self.critical = critical
      self.high = high
      self.medium = medium
      self.low = low
      self.info = info
    }

    public subscript(severity: Severity) -> Int? {
      get {
        switch severity {
        case .critical: critical
        case .high: high
        case .medium: medium
        case .low: low
        case .info: info
        }
      }
      set {
        switch severity {
        case .critical: critical = newValue
        case .high: high = newValue
        case .medium: medium = newValue
        case .low: low = newValue
        case .info: info = newValue
        }
      }
    }
  }

  /// What days are for.
  public enum Group: String, Sendable, Hashable, CaseIterable {
    /// Assets of no other group.
    case usual
    /// Assets of that criticality.
    case critical, high, low
    /// Weaknesses that are known to be exploited, in any asset.
    case exploited
  }

  /// Until when a finding is to be settled, and why then.
  public struct Term: Sendable, Hashable {
    public var days: Int
    /// `high`, `critical asset`, `known to be exploited`.
    public var reasons: [String]
  }

  /// What an organisation may set.
  public static let range = 1...3_650

  private var days: [Group: Days] = [
    .usual: Days(critical: 7, high: 30, medium: 90, low: 180),
    .critical: Days(critical: 3, high: 14, medium: 45),
    .exploited: Days(critical: 3, high: 7, medium: 14, low: 30),
  ]

  /// Those of an organisation that has set none.
  public init() {}

  public subscript(group: Group) -> Days {
    get { days[group] ?? Days() }
    // A group without days is the same as none, also when two are compared.
    set { days[group] = newValue == Days() ? nil : newValue }
  }

  /// Nil: there is no deadline. `criticality`: of the asset, as it is written there.
  public func term(_ severity: Severity, criticality: String?, isExploited: Bool) -> Term? {
    let group = criticality.map { Group(criticality: $0) } ?? .usual
    let own = group == .usual ? nil : self[group][severity]
    var term = (own ?? self[.usual][severity]).map {
      Term(days: $0, reasons: [severity.rawValue] + (own == nil ? [] : ["\(group.rawValue) asset"]))
    }
    if isExploited, let days = self[.exploited][severity], days <= term?.days ?? .max {
      term = Term(
        days: days, reasons: (term?.reasons ?? [severity.rawValue]) + ["known to be exploited"])
    }
    return term
  }

  /// Whether all numbers are within `range`.
  var isValid: Bool {
    Group.allCases.allSatisfy { group in
      Severity.allCases.allSatisfy { self[group][$0].map(Self.range.contains) ?? true }
    }
  }
}

extension Deadlines.Group {
  /// The group of an asset.
  init(criticality: String) {
    self =
      switch criticality {
      case "critical": .critical
      case "high": .high
      case "low": .low
      default: .usual
      }
  }
}

/// Deadlines in the log: those of the organisation, or the same ones applied to an asset that has another
/// criticality now. The due dates of what is not fixed follow.
struct DeadlinesStated: Sendable, Hashable {
  /// Nil: all assets.
  var asset: String?
  var deadlines: Deadlines

  var json: CanonicalJSON {
    .object(
      Dictionary(
        uniqueKeysWithValues: Deadlines.Group.allCases.map { group in
          let days = deadlines[group]
          return (
            group.rawValue,
            CanonicalJSON.object(
              Dictionary(
                uniqueKeysWithValues: Severity.allCases.compactMap { severity in
                  days[severity].map { (severity.rawValue, .integer(Int64($0))) }
                }))
          )
        }))
  }

  init(asset: String? = nil, _ deadlines: Deadlines) {
    self.asset = asset
    self.deadlines = deadlines
  }

  init?(asset: String? = nil, _ json: CanonicalJSON) {
    var deadlines = Deadlines()
    for group in Deadlines.Group.allCases {
      guard let row = json[group.rawValue] else { return nil }
      var days = Deadlines.Days()
      for severity in Severity.allCases {
        days[severity] = row.int(severity.rawValue).map { Int($0) }
      }
      deadlines[group] = days
    }
    guard deadlines.isValid else { return nil }
    self.init(asset: asset, deadlines)
  }
}
