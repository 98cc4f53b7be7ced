import ShrikeMatch
import ShrikeModel
import ShrikeText

@testable import ShrikePipeline
@testable import ShrikeSecrets

extension FuzzTarget {
  static let rules = [
    FuzzTarget("gitleaks-rules", "a rule file in gitleaks' dialect, compiled when it is small") {
      readRules($0)
    },
    FuzzTarget("betterleaks-rules", "a rule file with filters, checks and required rules") {
      readRules($0)
    },
    FuzzTarget("expression", "a filter, and the line it is asked about", longest: 512) {
      let scratch = MatchScratch()
      return { bytes in
        let parts = parts(bytes, atMost: 2)
        let source = String(decoding: parts.part(0), as: UTF8.self)
        let expression: Expression
        do throws(ExpressionError) {
          expression = try Expression(source)
        } catch {
          let range = error.range
          require(
            range.lower >= 0 && range.lower <= range.upper && range.upper <= source.utf8.count,
            "a mistake \(range) stands in the expression")
          return
        }
        parts.part(1).withUnsafeBufferPointer { text in
          let subject = ExpressionSubject(
            secret: Array(text.suffix(40)), match: Array(text), line: Array(text),
            ruleID: "a-rule", path: "src/app.py", commit: "", text: text, start: text.count / 2,
            end: text.count, entropy: 3.5)
          let answer = ExpressionEvaluator.discards(expression, subject, scratch)
          let again = ExpressionEvaluator.discards(Expression(known: source), subject, scratch)
          require(answer == again, "a known expression answers as a new one")
        }
      }
    },
    FuzzTarget("rule-bundle", "a cached rule set in which numbers were overwritten") {
      let whole = try bundle()
      return { bytes in
        // An input as it is can hardly get past the first number.
        _ = RuleBundle.decode(UnsafeRawBufferPointer(bytes))
        use(poisoned(whole, bytes))
      }
    },
    FuzzTarget("rule-cases", "a case file of a rule, with its expectations") { bytes in
      let expected = Expectations(Array(bytes))
      for row in expected.must.union(expected.mustNot) {
        require(
          row.line >= 1 && row.line <= max(1, expected.lines.lineCount),
          "an expectation speaks of a line of the file")
      }
    },
    FuzzTarget("configuration", "shrike.yml") { bytes in
      var diagnostics = Diagnostics()
      _ = ConfigurationReader.read(Array(bytes), file: "shrike.yml", diagnostics: &diagnostics)
      show(diagnostics)
    },
    FuzzTarget("waivers", ".shrike/waivers.yml, and one waiver more") { bytes in
      var diagnostics = Diagnostics()
      let file = WaiverFile.read(Array(bytes), file: "waivers.yml", diagnostics: &diagnostics)
      let draft = WaiverFile.Draft(
        subject: .init(rule: "a/*", path: "b: #"), owner: "o", reason: "r\n: \"s",
        until: Day(number: 0))
      let more = WaiverFile.adding(
        draft, to: Array(bytes), file: "waivers.yml", diagnostics: &diagnostics)
      if let more {
        require(more.starts(with: bytes), "what stands in the file stays")
        let read = WaiverFile.read(more, file: "waivers.yml", diagnostics: &diagnostics)
        require(
          read?.entries.count == (file?.entries.count ?? 0) + 1, "one waiver more is read")
      }
      show(diagnostics)
    },
  ]

  private static func readRules(_ bytes: UnsafeBufferPointer<UInt8>) {
    let other = Array("[[rules]]\nid = \"other\"\nregex = '''other-([a-z]{9})'''\n".utf8)
    var diagnostics = Diagnostics()
    let set = GitleaksReader.read(
      Array(bytes), file: "rules.toml", name: "rules", defaultRules: other,
      diagnostics: &diagnostics, open: { $0 == "other.toml" ? other : nil })
    show(diagnostics)
    // Vectorscan takes its time for large expressions; `pattern-set` looks at what it is given.
    guard let set, set.rules.count <= 8,
      set.rules.allSatisfy({ ($0.pattern?.source.utf8.count ?? 0) <= 80 }),
      let worker = try? SecretScanner(set).makeWorker()
    else { return }
    inspectTwice(worker, bytes, path: "src/rules.toml")
  }

  private static func bundle() throws -> [UInt8] {
    var diagnostics = Diagnostics()
    let set = GitleaksReader.read(
      Array(bundledRules.utf8), file: "rules.toml", name: "rules", diagnostics: &diagnostics,
      open: { _ in nil })
    show(diagnostics)
    guard let set, let bytes = RuleBundle.encode(set, CompiledAutomaton.compile(set)) else {
      fatalError("the rules of the bundle are sound")
    }
    return bytes
  }

  /// Few, since what a bundle holds is compiled anew for each input.
  private static let bundledRules = #"""
    filter = '''finding["secret"] == "x"'''

    [[rules]]
    id = "alpha"
    regex = '''(alpha)_([a-z0-9]{4,12})'''
    secretGroup = 2
    keywords = ["alpha_"]
    entropy = 1.5
    severity = "low"
    checks = ["not-placeholder"]
    aliases = ["other/alpha"]
    [[rules.allowlists]]
    stopwords = ["zz"]
    regexes = ["^0+$"]
    [[rules.required]]
    id = "beta"
    withinLines = 2

    [[rules]]
    id = "beta"
    regex = '''\w+-x'''
    skipReport = true
    """#

  /// Every ten bytes of the input are a place and the number that is written there; a place beyond
  /// all cuts the rest off. The automaton at the end has a checksum of its own and is left alone.
  private static func poisoned(
    _ whole: [UInt8], _ input: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    var bytes = whole
    var at = 0
    while at + 10 <= input.count {
      let place = Int(input[at]) << 8 | Int(input[at + 1])
      let number = input[(at + 2)..<(at + 10)]
      at += 10
      if place == 0xFFFF {
        bytes.removeLast(bytes.count * Int(number.first ?? 0) / 256)
      } else if !bytes.isEmpty {
        for (index, byte) in number.enumerated() where place + index < bytes.count {
          bytes[place + index] = byte
        }
      }
    }
    return bytes
  }

  private static func use(_ bytes: [UInt8]) {
    guard let (set, automaton) = bytes.withUnsafeBytes({ RuleBundle.decode($0) }) else { return }
    let scanner = SecretScanner(set, automaton: automaton)
    guard let worker = try? scanner.makeWorker() else { return }
    Array("key = alpha_0123456789ab # beta: 4711-x\n".utf8).withUnsafeBufferPointer { text in
      var matches: [SecretMatch] = []
      worker.inspect(text, SecretWorker.Subject(path: "a/b.txt", ascii: true), into: &matches)
      var findings = SecretFindings(
        pack: "p", rules: scanner.rules, key: .fixed, processKey: .fixed)
      findings.add(
        matches, SecretFindings.Source(path: "a", identityPath: "a", bytes: text, order: 0))
      _ = findings.finish()
    }
  }
}
