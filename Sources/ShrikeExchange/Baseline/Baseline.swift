public import ShrikeModel
import ShrikeText

/// What an earlier report already knew, for `--baseline`: ours (`shrike.report/1`), any SARIF
/// 2.1.0, the JSON of gitleaks, or that of Betterleaks 2.
///
/// An entry of ours is found again by its identity, wherever it stands now. Entries of other tools
/// have none: they are found by rule, path and line, and the raw secrets that gitleaks and
/// Betterleaks write let the caller make identities itself (`entries`, then `add`).
public struct Baseline: Sendable {
  public enum Format: String, Sendable {
    case shrike, sarif, gitleaks, betterleaks
  }

  public let file: String
  public let format: Format
  public internal(set) var entries: [BaselineEntry]
  private var identities: Set<String>
  /// The commits in which a place was known; nil stands for any.
  private var places: [Key: Set<String?>] = [:]

  private struct Key: Hashable {
    var rule: String
    var path: String
    var line: Int
  }

  init(file: String, format: Format, entries: [BaselineEntry]) {
    self.file = file
    self.format = format
    self.entries = entries
    identities = Set(entries.compactMap(\.identity))
    for entry in entries where entry.identity == nil {
      guard let line = entry.line else { continue }
      let key = Key(rule: bareID(entry.rule), path: entry.path.withoutDot, line: line)
      places[key, default: []].insert(entry.commit)
    }
  }

  /// Says that a finding of this identity was known, for entries whose raw secret gave one.
  public mutating func add(identity: String) { identities.insert(identity) }

  /// The waiver of a finding that was known: by identity for all its places, else by place when
  /// every place of it was known. `aliases` are the other ids its rule goes by.
  public func waiver(for finding: Finding, aliases: [String] = []) -> Waiver? {
    if identities.contains(finding.identity.value) {
      return Waiver(scope: .finding, source: .baseline, origin: file)
    }
    let known =
      !finding.places.isEmpty
      && finding.places.allSatisfy { covers($0, rule: [finding.rule] + aliases) }
    return known ? Waiver(scope: .place, source: .baseline, origin: file) : nil
  }

  /// Whether a place was known by rule, path and line; rules by any id, with or without a pack.
  public func covers(_ place: Place, rule ids: [String]) -> Bool {
    guard !places.isEmpty, let line = place.start?.line else { return false }
    let path = place.path.withoutDot
    return ids.contains { id in
      guard let commits = places[Key(rule: bareID(id), path: path, line: line)] else {
        return false
      }
      // The same commit where both name one.
      guard let commit = place.commit?.id else { return true }
      return commits.contains(commit) || commits.contains(nil)
    }
  }
}

/// A finding of an earlier report, as far as that report tells it.
public struct BaselineEntry: Sendable, Hashable {
  /// As it is written there.
  public var rule: String
  public var path: String
  public var line: Int?
  public var commit: String?
  /// Ours, where the report has it.
  public var identity: String?
  /// gitleaks and Betterleaks write values in the clear unless told otherwise.
  public var secret: RawSecret?

  public init(
    rule: String, path: String, line: Int? = nil, commit: String? = nil, identity: String? = nil,
    secret: RawSecret? = nil
  ) {
    self.rule = rule
    self.path = path
    self.line = line
    self.commit = commit
    self.identity = identity
    self.secret = secret
  }
}

/// A secret's own bytes. Printing, interpolating or dumping it shows `REDACTED`.
public struct RawSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  public let value: String

  public init(_ value: String) { self.value = value }

  public var description: String { "REDACTED" }
  public var debugDescription: String { "REDACTED" }
  public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

extension String {
  fileprivate var withoutDot: String {
    let slashed = substituting("\\", with: "/")
    return slashed.hasPrefix("./") ? String(slashed.dropFirst(2)) : slashed
  }
}
