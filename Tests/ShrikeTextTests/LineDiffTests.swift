import ShrikeText
import Testing

struct LineDiffTests {
  private func diff(_ before: String, _ after: String) -> String {
    LineDiff(Array(before.utf8), Array(after.utf8)).unified(name: "f")
  }

  @Test("equal texts differ in nothing", arguments: ["", "a\n", "a\nb"])
  func equal(_ text: String) { #expect(diff(text, text).isEmpty) }

  static let rows: [(String, String, String)] = [
    ("a\nb\nc\n", "a\nx\nc\n", "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
    ("", "a\n", "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n"),
    ("b\nc\n", "a\nb\nc\n", "--- f\n+++ f\n@@ -1,2 +1,3 @@\n+a\n b\n c\n"),
    ("a\nb\nc\nd\n", "b\nx\nd\ne\n", "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-a\n b\n-c\n+x\n d\n+e\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
      "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"
    ),
  ]

  @Test("changed lines with three around them", arguments: rows)
  func changes(_ before: String, _ after: String, _ expected: String) {
    #expect(diff(before, after) == expected)
  }

  @Test("texts with nothing in common are replaced whole")
  func bounded() {
    let before = (0..<3_000).map { "a\($0)\n" }.joined()
    let after = (0..<3_000).map { "b\($0)\n" }.joined()
    let text = diff(before, after)
    #expect(text.split(separator: "\n").count == 6_003)
  }
}
