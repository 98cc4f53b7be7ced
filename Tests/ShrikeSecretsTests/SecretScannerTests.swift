import ShrikeMatch
import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeSecrets

struct SecretScannerTests {
  private static let toml = """
    [[rules]]
    id = "token"
    regex = '''tok_([a-z0-9]{12})'''
    keywords = ["tok_"]
    [[rules.allowlists]]
    stopwords = ["sample"]
    [[rules.allowlists]]
    regexTarget = "line"
    regexes = ['''no-secret-here''']

    [[rules]]
    id = "generic-key"
    regex = '''(?i)key\\s*=\\s*["']?(?:tok_)?([a-z0-9]{8,20})'''
    keywords = ["key"]

    [[rules]]
    id = "strict"
    regex = '''strict=([a-z0-9]{8})'''
    entropy = 2.5
    path = '''\\.conf$'''

    [[rules]]
    id = "key-file"
    path = '''\\.p12$'''

    [[allowlists]]
    paths = ['''^vendor/''']
    """

  private func scanner(_ options: SecretScanner.Options = .init()) throws -> SecretScanner {
    try SecretScanner(ruleSet(Self.toml), options: options)
  }

  @Test(
    arguments: [
      ("x = tok_a1b2c3d4e5f6", "file.txt", ["token: a1b2c3d4e5f6"]),
      ("x = tok_short", "file.txt", []), ("", "file.txt", []),
      ("tok_samplesample", "file.txt", []), ("tok_a1b2c3d4e5f6 # no-secret-here", "file.txt", []),
      // The rule that says more about the same value speaks.
      ("key = tok_a1b2c3d4e5f6", "file.txt", ["token: a1b2c3d4e5f6"]),
      ("key = abcd1234", "file.txt", ["generic-key: abcd1234"]),
      ("strict=a1b2c3d4", "x.conf", ["strict: a1b2c3d4"]), ("strict=a1b2c3d4", "x.txt", []),
      ("strict=aaaaaaaa", "x.conf", []), ("anything", "cert.p12", ["key-file: "]),
      ("ünïcode tok_a1b2c3d4e5f6 ß", "file.txt", ["token: a1b2c3d4e5f6"]),
      (
        "tok_a1b2c3d4e5f6\r\ntok_b1b2c3d4e5f6\n", "file.txt",
        ["token: a1b2c3d4e5f6", "token: b1b2c3d4e5f6"]
      ),
      (
        "tok_a1b2c3d4e5f6tok_b1b2c3d4e5f6", "file.txt",
        ["token: a1b2c3d4e5f6", "token: b1b2c3d4e5f6"]
      ),
    ] as [(String, String, [String])])
  func rulesFind(_ text: String, _ path: String, _ expected: [String]) throws {
    #expect(try scanner().lines(text, path: path) == expected)
  }

  @Test(arguments: [
    "tok_a1b2c3d4e5f6".base64, "tok_a1b2c3d4e5f6, more".hex, "tok_a1b2c3d4e5f6".percent,
    "tok_a1b2c3d4e5f6".unicodeEscaped, "tok_a1b2c3d4e5f6".base64.base64.base64,
  ])
  func encodedSecretsAreFound(_ text: String) throws {
    let text = "data: \(text) end"
    let match = try #require(try scanner().matches(text).first)
    #expect(match.secret == Array("a1b2c3d4e5f6".utf8))
    #expect(match.depth > 0 && match.secretRange == nil)
    #expect(match.range.lower == 6)
    var options = SecretScanner.Options()
    options.decodingDepth = 0
    #expect(try scanner(options).matches(text).isEmpty)
  }

  @Test func depthAndSizeOfDecodingAreBounded() throws {
    let text = "tok_a1b2c3d4e5f6".base64.base64.base64
    var options = SecretScanner.Options()
    options.decodingDepth = 2
    #expect(try scanner(options).matches(text).isEmpty)
    options.decodingDepth = 3
    #expect(try scanner(options).matches(text).count == 1)
    options.decodingLimit = text.utf8.count - 1
    #expect(try scanner(options).matches(text).isEmpty)
  }

  @Test func allowedPathsAreSaidSo() throws {
    let worker = try scanner().makeWorker()
    #expect(worker.isAllowed(path: "vendor/a.txt"))
    #expect(worker.isAllowed(path: "rules.toml"))
    #expect(!worker.isAllowed(path: "src/a.txt"))
    #expect(!worker.isAllowed(path: ""))
  }

  @Test(arguments: ["tok_a1b2c3d4e5f6 # gitleaks:allow", "tok_a1b2c3d4e5f6 // betterleaks:allow"])
  func allowancesOnTheLineAreKept(_ text: String) throws {
    let matches = try scanner().matches(text + "\ntok_b1b2c3d4e5f6")
    #expect(matches.compactMap(\.allowance).count == 1)
    #expect(matches.count == 2)
  }

  @Test func requiredRulesMustBeNear() throws {
    let set = try ruleSet(
      """
      [[rules]]
      id = "id"
      regex = '''id=[a-z]{4}'''
      skipReport = true

      [[rules]]
      id = "secret"
      regex = '''secret=([a-z0-9]{8})'''
      [[rules.required]]
      id = "id"
      withinLines = 2
      """)
    let scanner = SecretScanner(set)
    #expect(try scanner.lines("id=abcd\nsecret=a1b2c3d4") == ["secret: a1b2c3d4"])
    #expect(try scanner.lines("secret=a1b2c3d4") == [])  // shrike:allow secret-in-url invented
    #expect(try scanner.lines("id=abcd\n\n\n\nsecret=a1b2c3d4") == [])
    #expect(try scanner.lines("id=abcd") == [])
  }

  @Test func aWorkerForgetsTheTextBefore() throws {
    let worker = try scanner().makeWorker()
    for (text, count) in [
      ("tok_a1b2c3d4e5f6", 1), ("nothing", 0), ("", 0), ("tok_a1b2c3d4e5f6", 1),
    ] {
      var matches: [SecretMatch] = []
      Array(text.utf8).withUnsafeBufferPointer {
        worker.inspect($0, .init(path: "a", ascii: true), into: &matches)
      }
      #expect(matches.count == count)
    }
  }

  @Test func hostileTextsEnd() throws {
    let scanner = try scanner()
    let texts: [[UInt8]] = [
      [0], [0xFF], [UInt8](repeating: 0x0A, count: 10_000), [UInt8](repeating: 0xFF, count: 10_000),
      Array("tok_".utf8), Array(String(repeating: "tok_", count: 10_000).utf8),
      Array(String(repeating: "key = a", count: 5_000).utf8),
      [0xEF, 0xBB, 0xBF] + Array("tok_a1b2c3d4e5f6".utf8),
      Array("tok_a1b2c3d4e5f".utf8) + [0xFF],
    ]
    for text in texts { _ = try scanner.matches(text) }
    #expect(try scanner.matches(texts[7]).count == 1)
    #expect(try scanner.matches([]).isEmpty)
  }

  /// A rule whose expression backtracks without bound is given up, counted, and holds nothing up.
  @Test func explodingRulesAreCounted() throws {
    let set = try ruleSet("[[rules]]\nid = \"boom\"\nregex = '''x(?:a+)+(?:a+)+(?:a+)+b'''\n")
    let scanner = SecretScanner(set)
    let worker = try scanner.makeWorker()
    var matches: [SecretMatch] = []
    let text = Array(("x" + String(repeating: "a", count: 3_000) + "cb").utf8)
    let start = ThreadTime.now
    text.withUnsafeBufferPointer {
      worker.inspect($0, .init(path: "a", ascii: true), into: &matches)
    }
    #expect(ThreadTime.now - start < .seconds(30))
    #expect(matches.isEmpty)
    #expect(worker.abandoned.keys.sorted() == ["boom"] || worker.abandoned.isEmpty)
  }
}
