import ShrikeModel
import ShrikeText
import Testing

struct InlineAllowanceTests {
  /// Line, rule, reason.
  @Test(
    arguments: [
      ("x # shrike:allow aws-key a test value", "aws-key", "a test value"),
      ("x // shrike:allow secrets/aws-key", "secrets/aws-key", nil),
      ("x /* shrike:allow a why */ y", "a", "why"), ("<!-- shrike:allow a why -->", "a", "why"),
      ("{{!-- shrike:allow a why --}}", "a", "why"), ("{# shrike:allow a b c #}", "a", "b c"),
      ("# shrike:allow   a   b  ", "a", "b"), ("# shrike:allow *", "*", nil),
      ("# shrike:allow", nil, nil), ("# shrike:allow ", nil, nil), ("# shrike:allowed a", nil, nil),
      ("# shrike allow a", nil, nil), ("", nil, nil), ("/* shrike:allow */", nil, nil),
      ("# shrike:allow größe weil ß", "größe", "weil ß"),
    ] as [(String, String?, String?)])
  func itReadsALine(_ line: String, _ rule: String?, _ reason: String?) {
    let allowance = Array(line.utf8).withUnsafeBufferPointer { InlineAllowance(in: $0) }
    #expect(allowance?.rule == rule)
    #expect(allowance?.reason == reason)
  }

  @Test func itCoversByEitherName() throws {
    let line = Array("shrike:allow aws-key".utf8)
    let allowance = try #require(line.withUnsafeBufferPointer { InlineAllowance(in: $0) })
    #expect(allowance.covers(rule: "aws-key", pack: "secrets"))
    #expect(!allowance.covers(rule: "aws", pack: "secrets"))
  }
}
