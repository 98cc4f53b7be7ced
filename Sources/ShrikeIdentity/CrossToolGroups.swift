public import ShrikeModel
import ShrikeText

/// Findings of different tools that speak of one thing: a link between them, never a merge. Each keeps
/// its identity, its decisions and its life.
///
/// Two findings belong together when they name an advisory in common for a package of one name, or
/// when they stand on the same line of a file and their weaknesses are of one family. Findings of one
/// rule never make a group by themselves.
public struct CrossToolGroups: Sendable, Equatable {
  /// Indices of the findings of each group, ascending; groups by their first finding.
  public private(set) var groups: [[Int]] = []

  /// - Parameters:
  ///   - tools: the tool of each finding.
  ///   - aliases: other ids of an advisory, by any of its ids in upper case.
  public init(_ findings: [Finding], tools: [String], aliases: [String: [String]] = [:]) {
    var union = UnionFind(findings.count)
    var seen: [String: Int] = [:]
    for (index, finding) in findings.enumerated() {
      for key in Self.keys(finding, aliases) {
        if let first = seen[key] {
          union.join(first, index)
        } else {
          seen[key] = index
        }
      }
    }
    var members: [Int: [Int]] = [:]
    for index in findings.indices { members[union.root(index), default: []].append(index) }
    groups = members.values.filter { group in
      guard let first = group.first else { return false }
      return group.contains { index in
        let tool = index < tools.count ? tools[index] : ""
        return tool != (first < tools.count ? tools[first] : "")
          || findings[index].rule != findings[first].rule
      }
    }.sorted { $0[0] < $1[0] }
  }

  private static func keys(_ finding: Finding, _ aliases: [String: [String]]) -> [String] {
    var keys: [String] = []
    if let package = packageName(finding.subject) {
      for id in AdvisoryFamily.ids(of: finding) {
        for name in [id] + (aliases[id] ?? []) {
          keys.append("advisory\u{1F}\(name)\u{1F}\(package)")
        }
      }
    }
    for place in finding.places {
      guard let line = place.start?.line else { continue }
      let path = ComparedPath.normal(place.path)
      for taxonomy in finding.taxonomies where taxonomy.catalogue.uppercased() == "CWE" {
        guard let number = Int(taxonomy.id) else { continue }
        keys.append("weakness\u{1F}\(WeaknessFamily.of(number))\u{1F}\(path)\u{1F}\(line)")
      }
    }
    return keys
  }

  /// The last part of a package's name: tools write the rest in many ways.
  private static func packageName(_ subject: Finding.Subject) -> String? {
    let package: Finding.Package? =
      switch subject {
      case .package(let package): package
      case .image(_, let package): package
      default: nil
      }
    guard let package else { return nil }
    let name = package.name.isEmpty ? PackageName(package).text : package.name
    let last = name.split { $0 == "/" || $0 == ":" }.last ?? ""
    return last.lowercased()
  }
}

/// Weaknesses that tools call by different numbers for one and the same line.
enum WeaknessFamily {
  /// Each family by its first number. From the tree of CWE-1000 (4.14): a class with the children that
  /// scanners report in its place.
  static let families: [[Int]] = [
    [74, 77, 78, 88, 89, 90, 91, 94, 95, 96, 564, 643, 652, 917, 943, 1236],
    [79, 80, 83, 87, 116],
    [22, 23, 35, 36, 73],
    [798, 259, 321, 522, 256, 257, 260, 312, 526, 540, 1392],
    [327, 326, 328, 916, 310, 780, 1240],
    [330, 331, 338, 335, 337, 340],
    [502, 915],
    [611, 776, 827],
    [918, 441],
    [601],
    [295, 297, 296, 298, 299],
    [319, 311, 523],
    [352],
    [287, 306, 288, 290, 1390],
    [862, 863, 285, 284, 639, 732, 276, 668],
    [119, 120, 121, 122, 125, 787, 788, 805, 680],
    [190, 191, 680],
    [416, 415, 825],
    [476, 690],
    [400, 770, 1333, 730, 185],
    [532, 200, 209, 215],
  ]

  private static let byNumber: [Int: Int] = {
    var known: [Int: Int] = [:]
    for family in families {
      for number in family where known[number] == nil { known[number] = family[0] }
    }
    return known
  }()

  static func of(_ number: Int) -> Int { byNumber[number] ?? number }
}

/// Sets of numbers that grow together.
private struct UnionFind {
  private var parents: [Int]

  init(_ count: Int) { parents = Array(0..<count) }

  mutating func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  /// The smaller number leads, so that the answer has one form.
  mutating func join(_ a: Int, _ b: Int) {
    let one = root(a)
    let other = root(b)
    if one != other { parents[max(one, other)] = min(one, other) }
  }
}
