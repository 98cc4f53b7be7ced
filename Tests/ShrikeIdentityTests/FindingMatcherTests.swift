import ShrikeIdentity
import Testing

@Suite struct FindingMatcherTests {
  struct Change: CustomTestStringConvertible {
    let name: String
    let before: Scan
    let after: Scan
    let expected: [Int?]
    var testDescription: String { name }

    init(
      _ name: String, _ before: KeyValuePairs<String, String>,
      _ after: KeyValuePairs<String, String>, _ expected: [Int?]
    ) {
      self.name = name
      self.before = Scan(before)
      self.after = Scan(after)
      self.expected = expected
    }
  }

  static let shop = """
    import os

    class Shop:
        def open(self, key):
            return os.system("unlock " + key) ^shell

        def close(self, key):
            return os.system("lock " + key) ^shell
    """

  static let changes: [Change] = [
    Change("nothing", ["shop.py": shop], ["shop.py": shop], [0, 1]),
    Change(
      "lines and comments above", ["shop.py": shop],
      ["shop.py": "# licence\n\n# more\nimport sys\n" + shop], [0, 1]),
    Change(
      "another style of quotes and line ends", ["shop.py": shop],
      ["shop.py": shop.replacing("\"", with: "'").replacing("\n", with: "\r\n")], [0, 1]),
    Change(
      "a call that is wrapped, flagged where the text stands", ["shop.py": shop],
      [
        "shop.py": """
        import os

        class Shop:
            def open(self, key):
                return os.system(
                    "unlock " + key, ^shell
                )

            def close(self, key):
                return os.system( ^shell
                    "lock "
                    + key
                )
        """
      ], [0, 1]),
    Change(
      "methods that change places", ["shop.py": shop],
      [
        "shop.py": """
        import os

        class Shop:
            def close(self, key):
                return os.system("lock " + key) ^shell

            def open(self, key):
                return os.system("unlock " + key) ^shell
        """
      ], [1, 0]),
    Change(
      "equal lines in methods that change places",
      ["a.js": "class A {\n  one() {\n    run(x) ^r\n  }\n  two() {\n    run(x) ^r\n  }\n}"],
      ["a.js": "class A {\n  two() {\n    run(x) ^r\n  }\n  one() {\n    run(x) ^r\n  }\n}"],
      [1, 0]),
    Change(
      "an argument that changes with its function's", ["shop.py": shop],
      ["shop.py": shop.replacing("key", with: "code")], [0, 1]),
    Change("a file that moves", ["shop.py": shop], ["src/shops/shop.py": shop], [0, 1]),
    Change(
      "a file that moves, is renamed and edited", ["shop.py": shop],
      ["src/store.py": shop.replacing("Shop", with: "Store").replacing("open", with: "unlock")],
      [0, 1]),
    Change(
      "a file that is copied: the copy is new", ["shop.py": shop],
      ["copy.py": shop, "shop.py": shop], [nil, nil, 0, 1]),
    Change(
      "two files that change names",
      ["a.py": "def a():\n    eval(a) ^e\n", "b.py": "def b():\n    eval(b) ^e\n"],
      ["a.py": "def b():\n    eval(b) ^e\n", "b.py": "def a():\n    eval(a) ^e\n"], [1, 0]),
    Change(
      "the middle one of three equal lines goes",
      ["a.py": "x = 1\nrun(q) ^r\ny = 2\nrun(q) ^r\nz = 3\nrun(q) ^r\nw = 4"],
      ["a.py": "x = 1\nrun(q) ^r\ny = 2\nz = 3\nrun(q) ^r\nw = 4"], [0, 2]),
    Change(
      "one more of equal lines",
      ["a.py": "x = 1\nrun(q) ^r\nrun(q) ^r"], ["a.py": "x = 1\nrun(q) ^r\nrun(q) ^r\nrun(q) ^r"],
      [0, 1, nil]),
    Change(
      "one fixed, another rule in its place",
      ["a.py": "def a():\n    eval(a) ^e"], ["a.py": "def a():\n    exec(a) ^x"], [nil]),
    Change(
      "other code in another file",
      ["a.py": "def a():\n    eval(a) ^e"], ["b.py": "def b(z):\n    eval(z + 1) ^e"], [nil]),
    Change(
      "a function that is renamed and its call edited", ["shop.py": shop],
      [
        "shop.py": shop.replacing("open(self, key)", with: "enter(self, key)")
          .replacing("\"unlock \" + key", with: "\"unlock \" + str(key)")
      ], [0, 1]),
    Change(
      "another function in the place of one that went", ["shop.py": shop],
      [
        "shop.py": shop.replacing("open(self, key)", with: "count(self, shelf)")
          .replacing("\"unlock \" + key", with: "\"ls -l \" + shelf + \" | wc\"")
      ], [nil, 1]),
    Change(
      "two files that become one",
      ["a.py": "def a():\n    eval(a) ^e\n", "b.py": "def b():\n    eval(b) ^e\n"],
      ["c.py": "def b():\n    eval(b) ^e\n\ndef a():\n    eval(a) ^e\n"], [1, 0]),
    Change(
      "a block of configuration that moves down",
      ["main.tf": "resource \"s3\" \"logs\" {\n  acl = \"public\" ^acl\n}\n"],
      [
        "main.tf":
          "resource \"s3\" \"web\" {\n  acl = \"public\" ^acl\n}\nresource \"s3\" \"logs\" {\n  acl = \"public\" ^acl\n}\n"
      ], [nil, 0]),
    Change(
      "a comment that ends the line",
      ["a.c": "int f() {\n  strcpy(a, b); ^copy\n}"],
      ["a.c": "int f() {\n  strcpy(a, b); // checked above ^copy\n}"], [0]),
  ]

  @Test(arguments: changes) func tracks(_ change: Change) {
    #expect(change.after.matched(to: change.before) == change.expected)
  }

  @Test func aRenamedRuleKeepsItsFindings() {
    let before = Sighting(rule: "old/shell", path: "a.py", line: 3, message: "m")
    let after = Sighting(rule: "new/shell", path: "a.py", line: 3, message: "m")
    #expect(FindingMatcher().match(before: [before], after: [after]) == [nil])
    let matcher = FindingMatcher(renamedRules: ["old/shell": "new/shell"])
    #expect(matcher.match(before: [before], after: [after]) == [0])
  }

  @Test func aTrustedIdGoesBeforeAllElse() {
    let before = [
      Sighting(rule: "r", path: "a", line: 1, message: "m", stableID: "1"),
      Sighting(rule: "r", path: "a", line: 2, message: "m", stableID: "2"),
    ]
    let after = [Sighting(rule: "r", path: "b", line: 1, message: "n", stableID: "2")]
    #expect(FindingMatcher().match(before: before, after: after) == [1])
  }

  @Test func withoutCodeTheReportsWordsTell() {
    func sighting(_ line: Int, _ message: String, hash: String? = nil) -> Sighting {
      Sighting(rule: "r", path: "a.py", line: line, message: message, lineHash: hash)
    }
    #expect(
      FindingMatcher().match(
        before: [sighting(3, "'x' is bad"), sighting(9, "'y' is bad")],
        after: [sighting(13, "'y' is bad"), sighting(7, "'x' is bad")]) == [1, 0])
    #expect(
      FindingMatcher().match(
        before: [sighting(3, "bad", hash: "a1:1"), sighting(9, "bad", hash: "b2:1")],
        after: [sighting(7, "bad", hash: "b2:2")]) == [1])
  }

  @Test func aScanThatLearnsTheCodeClosesNothing() {
    let known = Scan(["shop.py": Self.shop])
    let unknown = known.sightings.map { sighting in
      var sighting = sighting
      sighting.code = nil
      return sighting
    }
    #expect(FindingMatcher().match(before: unknown, after: known.sightings) == [0, 1])
    #expect(FindingMatcher().match(before: known.sightings, after: unknown) == [0, 1])
  }
}
