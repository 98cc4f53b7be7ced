import ShrikeTesting
import ShrikeText
import Testing

@testable import ShrikeMatch

/// Which expressions are RE2's, and what is said of those that are not.
struct PatternSyntaxTests {
  @Test(arguments: [
    "", "a", "|", "()", "(?:)", "a**b".replacing("**", with: "*"), "a{,3}", "a{", "a{1", "a{1,",
    "{", "}", "]", "a{1000}", "[]a]", "[^]a]", "[a-]", "[-a]", "[[:alpha:]-z]", "[[.a.]]", "(?i)",
    "(?i:a)", "(?-i)", "(?i-s:a)", "(?imsU)a", "(?P<a>b)", "(?<a>b)", #"\pN"#, #"\p{Lu}"#,
    #"\P{^L}"#, #"\Q(\E"#, #"\Q("#, #"\x41"#, #"\x{10FFFF}"#, #"\07"#, #"\123"#, #"\a\f\t\n\r\v"#,
    #"\A\z\b\B"#, #"\-\.\/\"\'"#, "日本", "🦊",
  ])
  func itTakes(_ source: String) throws {
    let pattern = try Pattern(source)
    // What is taken also compiles: a match is tried with both programs.
    let scratch = MatchScratch()
    _ = pattern.allMatches(in: "aé", scratch: scratch)
    _ = pattern.allMatches(in: "a", scratch: scratch)
    #expect(scratch.failures == 0)
  }

  /// Expression, the place of the mistake, a part of the message.
  @Test(
    arguments: [
      ("(", 0, 1, "never closed"), ("a(b", 1, 2, "never closed"), (")", 0, 1, "closes nothing"),
      ("a)b", 1, 2, "closes nothing"), ("[a", 0, 1, "never closed"), ("[]", 0, 1, "never closed"),
      ("x[^", 1, 2, "never closed"), ("*", 0, 1, "nothing to repeat"),
      ("a|*", 2, 3, "nothing to repeat"), ("(+)", 1, 2, "nothing to repeat"),
      ("a**", 1, 3, "repetition of a repetition"), ("a{2}{3}", 1, 7, "repetition of a repetition"),
      ("a+*", 1, 3, "repetition of a repetition"), ("a{1001}", 1, 7, "up to 1000"),
      ("(a{10}){101}", 7, 12, "multiply"), ("(?:(a{2,9}b){10}|c){12,}", 19, 24, "multiply"),
      ("a{3,2}", 1, 6, "low to high"), (#"\"#, 0, 1, "at the end"), (#"a\"#, 1, 2, "at the end"),
      (#"\1"#, 0, 2, "back-references"), (#"(a)\1"#, 3, 5, "back-references"),
      (#"\k<a>"#, 0, 2, "means nothing"), (#"\y"#, 0, 2, "means nothing"),
      (#"\Z"#, 0, 2, "means nothing"), ("(?=a)", 0, 4, "look-ahead"), ("(?!a)", 0, 4, "look-ahead"),
      ("(?<=a)", 0, 4, "look-ahead"), ("(?<!a)", 0, 4, "look-ahead"),
      ("(?>a)", 0, 3, "not part of"),
      ("(?x)", 0, 3, "not part of"), ("(?P<a>x)(?P<a>y)", 12, 13, "two groups"),
      ("(?P<>x)", 4, 4, "name"), ("(?P<a b>x)", 4, 7, "name"), ("(?P<a", 4, 5, "name"),
      ("[z-a]", 1, 4, "backwards"), (#"\xg"#, 0, 2, "hexadecimal"),
      (#"\x{110000}"#, 0, 9, "10FFFF"),
      (#"\p{Greeek}"#, 0, 10, "Unicode category"), (#"\pX"#, 0, 3, "Unicode category"),
      (#"\p{L"#, 0, 4, "never closed"), ("[[:foo:]]", 1, 8, "no class"),
      // Places are bytes of the UTF-8.
      ("é(", 2, 3, "never closed"), ("🦊*+", 4, 6, "repetition of a repetition"),
    ] as [(String, Int, Int, String)])
  func itRefuses(_ source: String, _ lower: Int, _ upper: Int, _ part: String) {
    do throws(PatternError) {
      _ = try Pattern(source)
      Issue.record("\(source) is taken")
    } catch {
      #expect(error.message.contains(part), "\(source): \(error.message)")
      #expect(error.range == ByteRange(lower, upper), "\(source): \(error.range)")
    }
  }

  /// As Go has it: what repeats once or without bound copies nothing.
  @Test(arguments: ["(a{10}){100}", "((a{1000})*)+", "((a{500}){1}){2}", "(?:a{1000}|b){0,1}"])
  func repetitionsInEachOtherMultiplyToAThousand(_ source: String) throws {
    _ = try Pattern(source)
  }

  @Test func aThousandCategoriesAreReadSoon() throws {
    let start = ThreadTime.now
    _ = try Pattern("(?i)" + String(repeating: #"\pL"#, count: 1_000))
    #expect(ThreadTime.now - start < .seconds(20))
  }

  @Test func whatIsLeftOutSaysWhatToDo() {
    do throws(PatternError) {
      _ = try Pattern("(?<!x)y")
      Issue.record("look-behind is taken")
    } catch {
      #expect(error.help?.isEmpty == false)
    }
  }

  /// `{2}` with nothing before it is a mistake in Go and RE2.
  @Test(arguments: ["{2}", "|{2}", "({2,3})"])
  func aCountNeedsSomethingToCount(_ source: String) {
    #expect(throws: PatternError.self) { try Pattern(source) }
  }

  @Test func nestingIsBounded() throws {
    let deep = PatternParser.depthLimit
    func nested(_ count: Int) -> String {
      String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
    }
    _ = try Pattern(nested(100))
    #expect(throws: PatternError.self) { try Pattern(nested(deep + 1)) }
    #expect(throws: PatternError.self) { try Pattern(nested(100_000)) }
  }

  /// Neither a crash nor a hang on anything.
  @Test func randomExpressionsEnd() {
    let alphabet = Array(#"ab(|)[]{}*+?.^$\-,1290:<>Pp=!imsUQEdwxLéß"#)
    var dice = Dice(3)
    let scratch = MatchScratch()
    for _ in 0..<3_000 {
      let source = String(
        (0..<Int.random(in: 1...16, using: &dice)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &dice)]
        })
      if let pattern = try? Pattern(source) {
        _ = pattern.lookup()
        _ = pattern.allMatches(in: "ab1-é", scratch: scratch)
      }
    }
  }
}
