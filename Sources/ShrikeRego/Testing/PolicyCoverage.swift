import ShrikeText

/// Which lines of policies were looked at: lines on which an expression or a rule's head stands. Tests
/// themselves do not count.
public struct PolicyCoverage: Sendable {
  public struct File: Sendable {
    public let name: String
    /// Lines from 1, in order.
    public let covered: [Int]
    public let missed: [Int]
    /// Of a hundred, two digits behind the point.
    public var percentage: Double { PolicyCoverage.percentage(covered.count, missed.count) }
  }

  /// By name; files without a line that counts are left out.
  public let files: [File]

  init(_ policy: Policy, counts: [Int]) {
    var reached: [Int: [Int: Bool]] = [:]
    var indices: [Int: LineIndex] = [:]
    for (number, mark) in policy.code.program.marks.enumerated()
    where mark.kind != .body && mark.origin.module >= 0 {
      let path = policy.code.nodes[mark.origin.node].path
      if path.contains(where: { Self.isTest($0.string ?? "") }) { continue }
      let module = mark.origin.module
      let index = indices[module] ?? LineIndex(policy.modules[module].text)
      indices[module] = index
      let line = index.line(of: Int(mark.span.lower))
      let isReached = number < counts.count && counts[number] > 0
      reached[module, default: [:]][line, default: false] =
        reached[module]?[line] == true || isReached
    }
    files = reached.map { module, lines in
      File(
        name: policy.modules[module].name, covered: lines.filter { $0.value }.keys.sorted(),
        missed: lines.filter { !$0.value }.keys.sorted())
    }.sorted { $0.name < $1.name }
  }

  private static func isTest(_ name: String) -> Bool {
    name.hasPrefix("test_") || name.hasPrefix("todo_test_")
  }

  public var coveredCount: Int { files.reduce(0) { $0 + $1.covered.count } }
  public var missedCount: Int { files.reduce(0) { $0 + $1.missed.count } }
  public var percentage: Double { Self.percentage(coveredCount, missedCount) }

  private static func percentage(_ covered: Int, _ missed: Int) -> Double {
    guard covered + missed > 0 else { return 100 }
    return (Double(covered) * 10_000 / Double(covered + missed)).rounded() / 100
  }

  /// Lines in the shortest form: `3-5, 9`.
  public static func ranges(_ lines: [Int]) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for line in lines {
      if let last = ranges.last, last.upperBound + 1 == line {
        ranges[ranges.count - 1] = last.lowerBound...line
      } else {
        ranges.append(line...line)
      }
    }
    return ranges
  }

  /// The report as `opa test --coverage` writes it.
  public var report: Value {
    func rows(_ lines: [Int]) -> Value {
      Value(
        array: Self.ranges(lines).map { range in
          func row(_ line: Int) -> Value { Value(object: [(Value("row"), Value(line))]) }
          return Value(object: [
            (Value("start"), row(range.lowerBound)), (Value("end"), row(range.upperBound)),
          ])
        })
    }
    func number(_ percentage: Double) -> Value { Value(percentage) ?? Value(0) }
    let files = files.map { file in
      var entries = [
        (key: Value("covered_lines"), value: Value(file.covered.count)),
        (key: Value("not_covered_lines"), value: Value(file.missed.count)),
        (key: Value("coverage"), value: number(file.percentage)),
      ]
      if !file.covered.isEmpty { entries.append((Value("covered"), rows(file.covered))) }
      if !file.missed.isEmpty { entries.append((Value("not_covered"), rows(file.missed))) }
      return (key: Value(file.name), value: Value(object: entries))
    }
    return Value(object: [
      (Value("files"), Value(object: files)), (Value("covered_lines"), Value(coveredCount)),
      (Value("not_covered_lines"), Value(missedCount)), (Value("coverage"), number(percentage)),
    ])
  }
}
