import ShrikeConsole
import ShrikeLedger
import Testing

struct HTMLTests {
  @Test(arguments: [
    ("a < b && c > \"d\" 'e'", "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;"),
    ("tab\tand\nline", "tab\tand\nline"), ("bell\u{7}", "bell\u{2407}"),
    ("right \u{202E}to left", "right \u{FFFD}to left"), ("c1 \u{85}", "c1 \u{FFFD}"),
    ("prix 5 €, Ünïcode", "prix 5 €, Ünïcode"),
  ])
  func escapesText(_ text: String, _ expected: String) {
    var html = HTML()
    html.text(text)
    #expect(html.string == expected)
  }

  @Test
  func keepsValuesOfFieldsExact() {
    var html = HTML()
    html.void("input", .value("a\"b\u{202E}\r\n"), .flag("required"), .flag("checked", false))
    #expect(html.string == "<input value=\"a&quot;b\u{202E}&#13;\n\" required>")
  }

  @Test(arguments: [
    ("https://example.com/a?b=c", true), ("HTTP://example.com", true),
    ("mailto:a@example.com", true),
    ("javascript:alert(1)", false), ("data:text/html,x", false), (" https://example.com", false),
    ("//example.com", false), ("/local", false), ("java\nscript:alert(1)", false), ("", false),
  ])
  func leadsOutOnlyByKnownSchemes(_ address: String, _ isTaken: Bool) {
    #expect((Link(external: address) != nil) == isTaken)
  }

  @Test(arguments: [
    ("/queue?q=a", true), ("//example.com", false), ("/\\example.com", false),
    ("https://example.com", false), ("/a b", false), ("", false),
  ])
  func comesBackOnlyToItself(_ address: String, _ isTaken: Bool) {
    #expect((Link(local: address) != nil) == isTaken)
  }

  @Test
  func encodesParts() {
    #expect(Route.person("../a b?").text == "/people/..%2Fa%20b%3F")
    #expect(
      Route.queue("severity:>=high \"a&b\"").text == "/queue?q=severity:%3E%3Dhigh+%22a%26b%22")
  }

  @Test(arguments: [
    ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
    ("- a\n- `b`", "<ul><li>a</li><li><code>b</code></li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("**bold** and * not", "<p><strong>bold</strong> and * not</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    (
      "[x](https://e.com/a) https://e.com/b.",
      "<p><a href=\"https://e.com/a\" rel=\"noreferrer nofollow\">x</a> "
        + "<a href=\"https://e.com/b\" rel=\"noreferrer nofollow\">https://e.com/b</a>.</p>"
    ),
    ("hi @ada.", "<p>hi <a class=\"mention\" href=\"/people/ada\">@ada</a>.</p>"),
    ("mail a@b.com", "<p>mail a@b.com</p>"),
    (
      "<b>x</b> ![i](https://e.com)",
      "<p>&lt;b&gt;x&lt;/b&gt; !<a href=\"https://e.com\" rel=\"noreferrer nofollow\">i</a></p>"
    ),
    ("```\n<x>\n```", "<pre class=\"code\" tabindex=\"0\"><code>&lt;x&gt;\n</code></pre>"),
    ("", ""),
  ])
  func readsMarkdown(_ text: String, _ expected: String) {
    var html = HTML()
    Markdown(text).write(into: &html)
    #expect(html.string == expected)
  }

  @Test
  func wordsForNumbersAndTimes() {
    let now = Timestamp(seconds: 1_795_784_400)
    #expect(Words.exact(now) == "2026-11-27 13:00 UTC")
    #expect(Words.count(1, "finding") == "1 finding")
    #expect(Words.count(12_345, "finding") == "12\u{202F}345 findings")
    #expect(Words.decimal(2.50, 2) == "2.5")
    #expect(Words.decimal(-0.01, 1) == "0")
    #expect(Words.relative(now.adding(days: -3), to: now) == "3 days ago")
    #expect(Words.relative(now.adding(days: 1), to: now) == "in 1 day")
    #expect(Words.relative(now, to: now) == "now")
    #expect(Words.moment(now.adding(days: -3), now: now) == "Tuesday 13:00")
    #expect(Words.day(now.adding(days: 94), now: now) == "1 March 2027")
    #expect(Words.cut(path: "a/b.py", to: 34) == "a/b.py")
    #expect(
      Words.cut(path: "services/payments/internal/handlers/refund.py", to: 34)
        == "services/…/handlers/refund.py")
  }
}
