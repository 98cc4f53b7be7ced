/// An organisation begins; everything else belongs to one.
struct OrgAdded: Sendable, Hashable {
  var id: String
  /// From 1: the high part of the slots of its findings.
  var number: Int64
  var name: String

  var json: CanonicalJSON { .object(["number": .integer(number), "name": .string(name)]) }

  init(id: String, number: Int64, name: String) {
    self.id = id
    self.number = number
    self.name = name
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let number = json.int("number"), let name = json.text("name") else { return nil }
    self.init(id: subject, number: number, name: name)
  }
}

/// A row of a small table, whole, in place of the one with the same key.
struct RowPut: Sendable, Hashable {
  var table: String
  var id: String
  /// By column, without `org_id`.
  var values: [String: CanonicalJSON]

  static let tables = [
    Schema.person, Schema.team, Schema.membership, Schema.product, Schema.asset, Schema.ticket,
    Schema.link,
  ]

  var json: CanonicalJSON { .object(values) }

  init(table: String, id: String, values: KeyValuePairs<String, CanonicalJSON?>) {
    self.table = table
    self.id = id
    self.values = [:]
    for (name, value) in values { if let value { self.values[name] = value } }
  }

  init?(_ table: String, _ subject: String, _ json: CanonicalJSON) {
    guard case .sorted(let members) = json, Self.tables.contains(where: { $0.name == table }) else {
      return nil
    }
    self.table = table
    id = subject
    values = [:]
    for member in members { values[member.name] = member.value }
  }

  /// The row as its table has it.
  func row(_ org: String) -> (table: Table, values: [SQLValue])? {
    guard let table = Self.tables.first(where: { $0.name == table }) else { return nil }
    let row = table.columns.map { column -> SQLValue in
      if column.name == "org_id" { return .text(org) }
      switch values[column.name] {
      case .string(let text): return .text(text)
      case .integer(let number): return .integer(number)
      default: return column.isOptional ? .null : column.kind == .integer ? 0 : ""
      }
    }
    return (table, row)
  }
}

/// A decision about a finding. Without a kind: it is open again, whatever was decided before.
struct FindingDecided: Sendable, Hashable {
  var finding: String
  var decision: String
  var kind: String?
  var until: Int64?
  var reason: String
  var owner: String?
  var source: String
  var batch: String?
  /// The decision that held until now.
  var before: String?

  var json: CanonicalJSON {
    .members([
      "decision": .string(decision), "kind": .text(kind), "until": .int(until),
      "reason": .string(reason), "owner": .text(owner), "source": .string(source),
      "batch": .text(batch), "before": .text(before),
    ])
  }

  init(
    finding: String, decision: String, kind: String?, until: Int64?, reason: String, owner: String?,
    source: String, batch: String?, before: String?
  ) {
    self.finding = finding
    self.decision = decision
    self.kind = kind
    self.until = until
    self.reason = reason
    self.owner = owner
    self.source = source
    self.batch = batch
    self.before = before
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let decision = json.text("decision"), let reason = json.text("reason"),
      let source = json.text("source")
    else { return nil }
    self.init(
      finding: subject, decision: decision, kind: json.text("kind"), until: json.int("until"),
      reason: reason, owner: json.text("owner"), source: source, batch: json.text("batch"),
      before: json.text("before"))
  }
}

/// A decision is taken back: the one before it holds again.
struct DecisionUndone: Sendable, Hashable {
  var finding: String
  var decision: String
  var after: String?
  var afterKind: String?
  var afterUntil: Int64?

  var json: CanonicalJSON {
    .members([
      "decision": .string(decision), "after": .text(after), "kind": .text(afterKind),
      "until": .int(afterUntil),
    ])
  }

  init(finding: String, decision: String, after: String?, afterKind: String?, afterUntil: Int64?) {
    self.finding = finding
    self.decision = decision
    self.after = after
    self.afterKind = afterKind
    self.afterUntil = afterUntil
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let decision = json.text("decision") else { return nil }
    self.init(
      finding: subject, decision: decision, after: json.text("after"),
      afterKind: json.text("kind"), afterUntil: json.int("until"))
  }
}

/// The last day of a decision or waiver is over; the finding is what it would be without.
struct DecisionExpired: Sendable, Hashable {
  var finding: String
  /// When it ended.
  var until: Int64

  var json: CanonicalJSON { .object(["until": .integer(until)]) }

  init(finding: String, until: Int64) {
    self.finding = finding
    self.until = until
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let until = json.int("until") else { return nil }
    self.init(finding: subject, until: until)
  }
}

struct FindingAssigned: Sendable, Hashable {
  var finding: String
  var owner: String?
  var before: String?
  /// The name in CODEOWNERS that it follows from; nil: somebody said so.
  var codeOwner: String?

  var json: CanonicalJSON {
    .members([
      "owner": .text(owner), "before": .text(before), "codeOwner": .text(codeOwner),
    ])
  }

  init(finding: String, owner: String?, before: String?, codeOwner: String? = nil) {
    self.finding = finding
    self.owner = owner
    self.before = before
    self.codeOwner = codeOwner
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    self.init(
      finding: subject, owner: json.text("owner"), before: json.text("before"),
      codeOwner: json.text("codeOwner"))
  }
}

struct FindingCommented: Sendable, Hashable {
  var finding: String
  var comment: String
  var text: String

  var json: CanonicalJSON { .object(["comment": .string(comment), "text": .string(text)]) }

  init(finding: String, comment: String, text: String) {
    self.finding = finding
    self.comment = comment
    self.text = text
  }

  init?(_ subject: String, _ json: CanonicalJSON) {
    guard let comment = json.text("comment"), let text = json.text("text") else { return nil }
    self.init(finding: subject, comment: comment, text: text)
  }
}

/// Scans from before `before` are no longer shown, unless they are the last of a lane.
struct RetentionApplied: Sendable, Hashable {
  var before: Int64

  var json: CanonicalJSON { .object(["before": .integer(before)]) }

  init(before: Int64) { self.before = before }

  init?(_ json: CanonicalJSON) {
    guard let before = json.int("before") else { return nil }
    self.init(before: before)
  }
}
