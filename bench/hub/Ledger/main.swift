// Measures the ledger: publishing a scan, the same one again, lists over many findings.
//
// usage: shrike-bench-ledger publish COUNT PLACE
//        shrike-bench-ledger fill COUNT PLACE     a ledger of many assets
//        shrike-bench-ledger pages PLACE          times of pages over it
//
// PLACE is a file, or the address of a PostgreSQL server.

import Glibc
import ShrikeLedger
import ShrikeModel
import ShrikePostgres
import ShrikeText

struct SplitMix: RandomNumberGenerator, Sendable {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

let start = Timestamp(milliseconds: 1_795_780_800_000)

func finding(_ index: Int, asset: Int, shift: Int = 0) -> Finding {
  var random = SplitMix(state: UInt64(asset) << 32 | UInt64(index))
  let severity = Severity.allCases[Int(random.next() % 5)]
  let line = Int(random.next() % 900) + 1 + shift
  let rule = "code/rule-\(random.next() % 120)"
  let path = "src/module\(random.next() % 40)/file\(index % 500).py"
  return Finding(
    rule: rule, severity: severity,
    message: "The value of parameter p\(index) reaches a query that is made of text",
    identity: Identity(value: "\(asset)-\(index)", scheme: "bench/1"),
    places: [
      Place(
        path: path, start: SourcePosition(line: line, column: 9),
        end: SourcePosition(line: line, column: 44),
        snippet: Snippet(text: "    cursor.execute(\"… WHERE id = \" + p\(index))", column: 9, length: 35),
        lineHash: "\(random.next())")
    ],
    evidence: "cursor.execute(\"… WHERE id = \" + p\(index))",
    taxonomies: [Taxonomy("CWE", "\(random.next() % 900 + 1)")],
    properties: ["confidence": .text("high"), "score": .number(7.5)])
}

func scan(_ findings: [Finding], asset: String, input: String, at time: Timestamp) -> ScanRecord {
  ScanRecord(
    asset: asset, ref: "main", commit: input, tool: "bench", input: input, time: time,
    findings: findings)
}

func cpu() -> Double {
  var usage = rusage()
  getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

func wall() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func measure<Answer>(_ name: String, _ body: () throws -> Answer) rethrows -> Answer {
  let (cpuStart, wallStart) = (cpu(), wall())
  let answer = try body()
  let (seconds, passed) = (cpu() - cpuStart, wall() - wallStart)
  print("\(name)\tcpu \(round(seconds * 1e4) / 1e4) s\twall \(round(passed * 1e4) / 1e4) s")
  return answer
}

func open(_ place: String) throws -> any Database {
  place.hasPrefix("postgres") || place.contains("host=")
    ? try PostgresDatabase(place, schema: "bench") : try SQLiteDatabase(file: place)
}

func publish(_ count: Int, _ place: String) throws {
  let ledger = try Ledger(open(place), org: "bench", at: start)
  let asset = "asset-\(getpid())"
  let findings = (0..<count).map { finding($0, asset: Int(getpid())) }
  let first = try measure("publish \(count)") {
    try ledger.publish(scan(findings, asset: asset, input: "1", at: start), by: "ci", at: start)
  }
  try measure("again, the same report") {
    _ = try ledger.publish(scan(findings, asset: asset, input: "1", at: start), by: "ci", at: start)
  }
  let later = start.adding(days: 1)
  let second = try measure("again, another commit") {
    try ledger.publish(scan(findings, asset: asset, input: "2", at: later), by: "ci", at: later)
  }
  let shifted = (0..<count).map { finding($0, asset: Int(getpid()), shift: 3) }
  let last = start.adding(days: 2)
  let third = try measure("again, every line shifted") {
    try ledger.publish(scan(shifted, asset: asset, input: "3", at: last), by: "ci", at: last)
  }
  let none = start.adding(days: 3)
  let fourth = try measure("all fixed") {
    try ledger.publish(scan([], asset: asset, input: "4", at: none), by: "ci", at: none)
  }
  print(
    "opened \(first.opened), unchanged \(second.unchanged), changed \(third.changed), closed \(fourth.closed)"
  )
  var usage = rusage()
  getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  print("peak memory \(usage.ru_maxrss / 1024) MB")
}

func fill(_ count: Int, _ place: String) throws {
  let ledger = try Ledger(open(place), org: "bench", at: start)
  let each = 5_000
  try measure("fill \(count)") {
    for asset in 0..<(count / each) {
      let findings = (0..<each).map { finding($0, asset: asset) }
      let time = start.adding(days: asset % 90)
      let name = "repository-\(asset)"
      let outcome = try ledger.publish(
        scan(findings, asset: name, input: "a\(asset)", at: time), by: "ci", at: time)
      try ledger.decide(
        Array(outcome.findings.prefix(200)), Decision(.falsePositive, reason: "bench"), by: "ann",
        at: time)
      try ledger.assign(
        Array(outcome.findings.prefix(50)), to: "person-\(asset % 20)", by: "ann", at: time)
      if asset % 2 == 0 {
        let later = time.adding(days: 5)
        try ledger.publish(
          scan(Array(findings.dropLast(1_500)), asset: name, input: "b\(asset)", at: later),
          by: "ci", at: later)
      }
    }
  }
}

func pages(_ place: String) throws {
  let ledger = try Ledger(open(place), org: "bench", at: start)
  let now = start.adding(days: 100)
  func times(_ name: String, _ body: (Int) throws -> Int) throws {
    var all: [Double] = []
    var rows = 0
    for round in 0..<20 {
      let from = wall()
      rows = try body(round)
      all.append((wall() - from) * 1e3)
    }
    all.sort()
    print(
      "\(name)\tmedian \(round(all[10] * 100) / 100) ms\tp95 \(round(all[18] * 100) / 100) ms\t\(rows) rows"
    )
  }
  for text in [
    "", "state:any", "severity:high", "owner:person-3", "asset:repository-7", "due:overdue",
    "severity:critical,high state:open,fixed", "rule:rule-7", "path:src/module3", "cwe:89",
    "p4711", "query text", "age:>30d severity:critical", "id:#4242",
  ] {
    let query = try FindingQuery.parse(text)
    try times("'\(text)'") { _ in try ledger.findings(query, at: now).rows.count }
  }
  var cursor: String?
  try times("deep pages") { _ in
    let page = try ledger.findings(cursor: cursor, limit: 1_000, at: now)
    cursor = page.next
    return page.rows.count
  }
  let some = try ledger.findings(at: now).rows
  try times("a finding") { round in
    try ledger.finding(some[round].id, at: now)?.timeline.count ?? 0
  }
  try times("standing") { _ in try ledger.standing(at: now).byState.count }
  try times("trend of 90 days") { _ in
    try ledger.trend(from: now.day - 89, to: now.day).count
  }
  try times("count of open") { _ in try ledger.count(FindingQuery(), at: now) }
  let check = try measure("verify") { try ledger.verify() }
  print("\(check.outcome), \(check.events) events")
}

let arguments = CommandLine.arguments
do {
  switch (arguments.dropFirst().first, arguments.count) {
  case ("publish", 4): try publish(Int(arguments[2]) ?? 10_000, arguments[3])
  case ("fill", 4): try fill(Int(arguments[2]) ?? 1_000_000, arguments[3])
  case ("pages", 3): try pages(arguments[2])
  default:
    print("usage: shrike-bench-ledger publish COUNT PLACE | fill COUNT PLACE | pages PLACE")
    exit(2)
  }
} catch {
  print("error: \(error)")
  exit(1)
}
