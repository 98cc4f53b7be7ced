import ShrikeModel
import ShrikeText

@testable import ShrikePipeline
@testable import ShrikeSecrets

extension FuzzTarget {
  static let scans = [
    FuzzTarget("scan", "one text against a dozen rules of all dialects", longest: 2_048) {
      let workers = try [fewRules, gitleaksRules].map { try worker($0) }
      return { bytes in
        for worker in workers { inspectTwice(worker, bytes, path: "src/app.txt") }
      }
    },
    FuzzTarget("scan-own-pack", "one text against the built-in rules", longest: 2_048) {
      var diagnostics = Diagnostics()
      let environment = ["SHRIKE_CACHE": FuzzFolders.cache]
      let library = RuleLibrary(folders: Folders(environment: environment))
      guard let loaded = try library.secrets(diagnostics: &diagnostics) else {
        show(diagnostics)
        throw EngineError(.unavailable, "the built-in rules cannot be read")
      }
      let worker = try loaded.scanner.makeWorker()
      return { bytes in inspectTwice(worker, bytes, path: "src/app.txt") }
    },
  ]

  private static func worker(_ rules: String) throws -> SecretWorker {
    var diagnostics = Diagnostics()
    let set = GitleaksReader.read(
      Array(rules.utf8), file: "rules.toml", name: "rules", diagnostics: &diagnostics,
      open: { _ in nil })
    show(diagnostics)
    guard let set else { throw EngineError(.unavailable, "the rules are sound") }
    return try SecretScanner(set).makeWorker()
  }

  /// Findings lie in the text, tell no secret, and are the same when the worker looks again.
  static func inspectTwice(
    _ worker: SecretWorker, _ text: UnsafeBufferPointer<UInt8>, path: String
  ) {
    let subject = SecretWorker.Subject(path: path, ascii: isASCII(text))
    var matches: [SecretMatch] = []
    worker.inspect(text, subject, into: &matches)
    var again: [SecretMatch] = []
    worker.inspect(text, subject, into: &again)
    require(matches.count == again.count, "a text has the same matches twice")
    for (match, other) in zip(matches, again) {
      require(
        match.rule == other.rule && match.range == other.range && match.secret == other.secret,
        "a match is the same twice")
      check(match, text)
    }
    var findings = SecretFindings(
      pack: "p", rules: worker.scanner.rules, key: .fixed, processKey: .fixed)
    findings.add(
      matches, SecretFindings.Source(path: path, identityPath: path, bytes: text, order: 0))
    // A few of many: each is looked for in what is shown of each.
    let telling = matches.lazy.filter { $0.depth == 0 && !$0.isPathOnly && isTelling($0.secret) }
      .prefix(40)
    for finding in findings.finish().prefix(40) {
      require(!finding.places.isEmpty, "a finding stands somewhere")
      let shown =
        finding.places.prefix(40).compactMap { $0.snippet?.text } + [finding.evidence ?? ""]
      for match in telling {
        for text in shown {
          require(!tells(text, match.secret), "a finding does not tell its secret")
        }
      }
    }
  }

  private static func check(_ match: SecretMatch, _ text: UnsafeBufferPointer<UInt8>) {
    for part in [match] + match.parts {
      for range in [part.range, part.lines] {
        require(
          range.lower >= 0 && range.lower <= range.upper && range.upper <= text.count,
          "a match lies in the text")
      }
      guard let range = part.secretRange else { continue }
      require(
        range.upper <= text.count && part.secret.elementsEqual(text[range.lower..<range.upper]),
        "a secret stands where it is said to stand")
    }
  }

  /// What only Betterleaks and our own dialect know: filters, checks, specificity.
  static let fewRules = #"""
    prefilter = '''get(attributes, "path", "") endsWith ".lock"'''
    filter = '''containsAny(finding["secret"], ["example", "dummy"])'''

    [[allowlists]]
    regexTarget = "line"
    regexes = ['''nothing to see''']

    [[rules]]
    id = "alpha"
    regex = '''\b(alpha_[a-z0-9]{12})\b'''
    keywords = ["alpha_"]
    filter = '''entropy(finding["secret"]) < 2.0 || finding.line startsWith "//"'''
    severity = "critical"
    confidence = "high"
    checks = ["not-placeholder"]

    [[rules]]
    id = "beta"
    regex = '''(?i)beta[ \t]{0,4}[:=]\s*["']?([0-9]{4}-[a-z]{1,9})'''
    specificity = 10
    filter = '''let s = finding["secret"]; any(["4711", "0000"], s startsWith #) && len(s) > 9'''

    [[rules]]
    id = "general"
    regex = '''(?i)(?:password|secret|token|key)\w{0,8}["']?\s{0,3}(?:=|:|=>)\s{0,3}["']?([^\s"',;]{6,64})'''
    keywords = ["password", "secret", "token", "key"]
    specificity = 0
    checks = ["looks-like-password", "not-code"]

    [[rules]]
    id = "signed"
    regex = '''\b(eyJ[A-Za-z0-9_-]{8,200}\.eyJ[A-Za-z0-9_-]{8,200}\.[A-Za-z0-9_-]{0,99})'''
    checks = ["jwt"]

    [[rules]]
    id = "block"
    regex = '''-----BEGIN[ A-Z]{0,40}KEY-----[\s\S]{40,}?-----END[ A-Z]{0,40}KEY-----'''
    keywords = ["-----begin"]
    checks = ["pem"]

    [[rules]]
    id = "url"
    regex = '''[a-z]{3,9}://[^\s:@/]{1,30}:([^\s:@/]{3,60})@[a-z0-9.-]{1,60}'''
    checks = ["url-password"]
    """#

  /// What gitleaks knows: allowlists of all kinds, entropy, parts, rules about paths.
  private static let gitleaksRules = #"""
    title = "few"

    [[allowlists]]
    paths = ['''\.min\.js$''']
    stopwords = ["placeholder"]

    [[rules]]
    id = "gamma"
    regex = '''gamma-([0-9a-f]{16,32})'''
    secretGroup = 1
    entropy = 2.5
    keywords = ["gamma-"]
    [[rules.allowlists]]
    condition = "and"
    regexTarget = "match"
    regexes = ['''gamma-0+''']
    paths = ['''^src/''']

    [[rules]]
    id = "wide"
    regex = '''(?:ключ|鍵|clé)\s*=\s*(\pL{5,20})'''

    [[rules]]
    id = "anything"
    regex = '''[A-Z]\w*[0-9]$'''

    [[rules]]
    id = "pair"
    regex = '''user=(\w{3,20})'''
    [[rules.required]]
    id = "other-half"
    withinLines = 3

    [[rules]]
    id = "other-half"
    regex = '''pass=([^\s]{3,20})'''
    skipReport = true

    [[rules]]
    id = "file"
    path = '''app\.txt$'''
    """#
}
