import ShrikeFormats
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

/// Intrinsic functions of CloudFormation, in both forms.
struct CloudFormationTests {
  private static let around = """
    AWSTemplateFormatVersion: "2010-09-09"
    Parameters:
      Stage: {Type: String, Default: dev}
      Count: {Type: Number, Default: 2}
      Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
      Asked: {Type: String}
      Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /image}
    Mappings:
      Sizes: {dev: {disk: 8, list: [x, y]}, prod: {disk: 80}}
    Conditions:
      IsDev: !Equals [!Ref Stage, dev]
      IsBig: !Equals [!Ref Count, "3"]
      Nobody: !Equals [!Ref Asked, x]
      Both: !And [!Condition IsDev, !Not [!Condition IsBig]]
      Either: !Or [!Condition Nobody, !Condition IsDev]
      Loop: !Not [{Condition: Loop}]
    Resources:
      Other: {Type: "AWS::S3::Bucket"}
      Left: {Type: "AWS::SQS::Queue", Condition: IsBig}
      Kept: {Type: "AWS::SQS::Queue", Condition: Nobody}
      It:
        Type: AWS::Test::Thing
        Properties:
          P:
    """

  private func template(_ expression: String) throws -> Value {
    var diagnostics = Diagnostics()
    let text = Self.around + " " + expression + "\n"
    let document = YAMLReader(schema: .yaml11).read(
      Array(text.utf8), FileContext("t.yaml"), diagnostics: &diagnostics
    ).first
    #expect(diagnostics.errorCount == 0)
    var places = PlaceTable()
    let file = places.add(try #require(document).text)
    return CloudFormationTemplate.subject(
      try #require(document).root, file: file, path: "t.yaml", places: &places
    ).value
  }

  private func property(_ expression: String) throws -> Value? {
    try template(expression)["resources"]?["AWS::Test::Thing"]?[Value(0)]?["values"]?["P"]
  }

  @Test(arguments: [
    ("!Ref Stage", #""dev""#), ("{Ref: Count}", "2"), ("!Ref Zones", #"["a","b","c"]"#),
    (#"!Sub "${Stage}-${Count}-${!Literal}""#, #""dev-2-${Literal}""#),
    (#"!Sub ["${a}/${Stage}", {a: !Ref Count}]"#, #""2/dev""#),
    (#"{"Fn::Sub": "x${Stage}"}"#, #""xdev""#), (#"!Sub "open ${""#, #""open ${""#),
    (#"!Join [":", [a, !Ref Stage, 3, true]]"#, #""a:dev:3:true""#),
    (#"!Join [",", !Ref Zones]"#, #""a,b,c""#),
    ("!Select [1, !Ref Zones]", #""b""#), (#"!Select ["0", [x]]"#, #""x""#),
    (#"!Split ["-", a-b-]"#, #"["a","b",""]"#),
    ("!FindInMap [Sizes, !Ref Stage, disk]", "8"),
    ("!FindInMap [Sizes, dev, list]", #"["x","y"]"#),
    ("!If [IsDev, 1, 2]", "1"), ("!If [IsBig, 1, 2]", "2"), ("!If [Both, 1, 2]", "1"),
    ("!If [Either, 1, 2]", "1"), ("!If [Nobody, same, same]", #""same""#),
    ("{a: !If [IsBig, 1, !Ref 'AWS::NoValue'], b: 1}", #"{"b":1}"#),
    ("[!Ref 'AWS::NoValue', 1]", "[1]"), (#"{"Fn::Base64": !Sub "${Stage}"}"#, #""dev""#),
    ("{a: [!Ref Stage]}", #"{"a":["dev"]}"#),
  ])
  func whatTheTemplateDecidesIsComputed(_ expression: String, _ expected: String) throws {
    #expect(try property(expression)?.jsonText == expected)
  }

  @Test(arguments: [
    ("!Ref Asked", "parameter Asked"), ("!Ref Image", "parameter Image"),
    ("!Ref AWS::Region", "AWS::Region"), ("!Ref Other", "resource Other"),
    ("!GetAtt Other.Arn", "Other.Arn"), (#"{"Fn::GetAtt": [Other, Arn]}"#, "Other"),
    (#"!Sub "${Asked}-x""#, "parameter Asked"), (#"!Sub "${Other.Arn}/*""#, "Other.Arn"),
    (#"!Join ["", [a, !Ref Asked]]"#, "parameter Asked"), ("!ImportValue net", "an export"),
    ("!If [Nobody, 1, 2]", "parameter Asked"), ("!If [Loop, 1, 2]", "condition Loop"),
    ("!If [Gone, 1, 2]", "condition Gone"), ("!FindInMap [Sizes, none, disk]", "Fn::FindInMap"),
    ("!Select [7, [a]]", "Fn::Select"), ("!Transform {Name: x}", "Fn::Transform"),
    ("!GetAZs ''", "AWS::Region"), ("!Split ['', a]", "Fn::Split"),
    ("!Join [a]", "Fn::Join"), ("!If [IsDev]", "Fn::If"),
  ])
  func whatOnlyAStackKnowsIsUnknown(_ expression: String, _ reason: String) throws {
    let value = try #require(try property(expression))
    #expect(value.isUnknown && value.unknownReasons == [reason])
  }

  @Test func whatAPropertyRefersToIsKept() throws {
    let value = try template(
      #"[!Ref Other, !GetAtt Kept.Arn, !Sub "${Other.Arn}${Stage}", !Ref Asked]"#)
    let thing = value["resources"]?["AWS::Test::Thing"]?[Value(0)]
    #expect(thing?["references"]?.jsonText == #"{"P":["Other","Kept","Stage","Asked"]}"#)
    #expect(thing?["address"]?.string == "It")
  }

  @Test func whatAConditionLeavesOutIsNotThere() throws {
    let queues = try template("1")["resources"]?["AWS::SQS::Queue"]?.elements ?? []
    #expect(queues.map { $0["address"]?.string } == ["Kept"])
  }

  @Test func nestingIsBounded() throws {
    let deep = String(repeating: "!Not [", count: 300) + "true" + String(repeating: "]", count: 300)
    #expect(try property("!If [X, 1, \(deep)]") != nil)
    let wide =
      String(repeating: "!Sub [\"${a}${a}\", {a: ", count: 40) + "xx"
      + String(repeating: "}]", count: 40)
    let value = try #require(try property(wide))
    #expect(value.unknownReasons == ["a text that is too long"])
  }
}
