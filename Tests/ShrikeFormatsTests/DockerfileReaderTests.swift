import ShrikeText
import Testing

@testable import ShrikeFormats

struct DockerfileReaderTests {
  @Test(
    arguments: [
      ("", []),
      ("# only\n\n", []),
      ("FROM a", ["1 FROM [a]"]),
      ("from --platform=linux/amd64 a as b\n", ["1 FROM --platform=linux/amd64 [a] [as] [b]"]),
      ("FROM a\nRUN b \\\n  c\n\nRUN d", ["1 FROM [a]", "2-3 RUN [b   c]", "5 RUN [d]"]),
      (
        "FROM a\nRUN b \\\n# no\n\n  # no\n c\nRUN d",
        ["1 FROM [a]", "2-6 RUN [b  c]", "7 RUN [d]"]
      ),
      ("FROM a\nRUN b\\\\\nRUN c", ["1 FROM [a]", "2 RUN [b\\\\]", "3 RUN [c]"]),
      ("FROM a\nRUN b \\  \n c", ["1 FROM [a]", "2-3 RUN [b  c]"]),
      ("FROM a\nRUN b \\", ["1 FROM [a]", "2 RUN [b]"]),
      ("# escape=`\nFROM a\nRUN b `\n c\\", ["2 FROM [a]", "3-4 RUN [b  c\\]"]),
      ("FROM a\n  RUN b \\\n\\\n c", ["1 FROM [a]", "2-4 RUN [b  c]"]),
      ("FROM a\r\nRUN b \\\r\n c\r\n", ["1 FROM [a]", "2-3 RUN [b  c]"]),
      ("FROM a\nCMD [\"b\", \"c \\\"d\\u00e9\"]", ["1 FROM [a]", "2 CMD json [b] [c \"dé]"]),
      ("FROM a\nCMD []", ["1 FROM [a]", "2 CMD json"]),
      ("FROM a\nRUN [ -f b ]", ["1 FROM [a]", "2 RUN [[ -f b ]]"]),
      (
        "FROM a\nCOPY --from=b --chown=c:d e f/",
        ["1 FROM [a]", "2 COPY --from=b --chown=c:d [e] [f/]"]
      ),
      ("FROM a\nCOPY --link [\"e f\", \"g\"]", ["1 FROM [a]", "2 COPY --link json [e f] [g]"]),
      (
        "FROM a\nRUN --mount=type=secret,id=b --mount='type=c' d --e",
        ["1 FROM [a]", "2 RUN --mount=type=secret,id=b --mount=type=c [d --e]"]
      ),
      ("FROM a\nENV b=c d=\"e f\" g=h\\ i", ["1 FROM [a]", "2 ENV b=c d=\"e f\" g=h\\ i"]),
      ("FROM a\nENV b c d=e", ["1 FROM [a]", "2 ENV b_c d=e"]),
      ("FROM a\nLABEL b.c='d e' \\\n f=g", ["1 FROM [a]", "2-3 LABEL b.c='d e' f=g"]),
      ("ARG b\nARG c=d e\nFROM a", ["1 ARG b=-", "2 ARG c=d e=-", "3 FROM [a]"]),
      (
        "FROM a\nEXPOSE 80 443/tcp\nVOLUME /b /c\nVOLUME [\"/d\"]",
        ["1 FROM [a]", "2 EXPOSE [80] [443/tcp]", "3 VOLUME [/b] [/c]", "4 VOLUME json [/d]"]
      ),
      (
        "FROM a\nWORKDIR /b c\nUSER d\nSTOPSIGNAL 9\nMAINTAINER e <f>",
        [
          "1 FROM [a]", "2 WORKDIR [/b c]", "3 USER [d]", "4 STOPSIGNAL [9]",
          "5 MAINTAINER [e <f>]",
        ]
      ),
      ("FROM a\nHEALTHCHECK NONE", ["1 FROM [a]", "2 HEALTHCHECK NONE"]),
      (
        "FROM a\nHEALTHCHECK --interval=5s --retries=2 CMD b c",
        ["1 FROM [a]", "2 HEALTHCHECK --interval=5s --retries=2 CMD [b c]"]
      ),
      ("FROM a\nHEALTHCHECK cmd [\"b\"]", ["1 FROM [a]", "2 HEALTHCHECK cmd json [b]"]),
      ("FROM a\nSHELL [\"/bin/bash\", \"-c\"]", ["1 FROM [a]", "2 SHELL json [/bin/bash] [-c]"]),
      ("FROM a\nONBUILD COPY --from=b c d", ["1 FROM [a]", "2 ONBUILD {2 COPY --from=b [c] [d]}"]),
      ("FROM a\nRUN <<EOF\nb\nEOF\nRUN c", ["1 FROM [a]", "2-4 RUN [<<EOF] <<EOF", "5 RUN [c]"]),
      (
        "FROM a\nCOPY <<-'A' <<B /c/\n\tx\n\tA\ny\nB\nUSER d",
        ["1 FROM [a]", "2-6 COPY [<<-'A'] [<<B] [/c/] <<-A' <<B", "7 USER [d]"]
      ),
      (
        "FROM a\nONBUILD RUN <<E\nb\nE\nUSER c",
        ["1 FROM [a]", "2-4 ONBUILD <<E {2-4 RUN [<<E] <<E}", "5 USER [c]"]
      ),
      ("FROM a\nRUN b<<E\n", ["1 FROM [a]", "2 RUN [b<<E]"]),
      ("\u{FEFF}FROM a", ["1 FROM [a]"]),
    ] as [(String, [String])])
  func instructions(_ text: String, _ expected: [String]) throws {
    let (file, problems) = dockerfile(text)
    #expect(try #require(file).instructions.map { sketch($0) } == expected)
    #expect(problems.allSatisfy { $0.level == .warning || text.contains("b<<E") })
  }

  @Test(
    arguments: [
      ("FORM a", "error dockerfile.instruction 1:1", "did you mean 'FROM'?"),
      ("FROM a\nRUNN b", "error dockerfile.instruction 2:1", "did you mean 'RUN'?"),
      (
        "FROM a\n  && b", "error dockerfile.instruction 2:3",
        "a line that goes on wants '\\' at its end"
      ),
      ("RUN a", "error dockerfile.order 1:1", nil),
      ("# x", "warning dockerfile.from 1:1", nil),
      ("FROM", "error dockerfile.arguments 1:1", nil),
      ("FROM a b", "error dockerfile.arguments 1:1", nil),
      ("FROM a AS b c", "error dockerfile.arguments 1:1", nil),
      ("FROM a\nCOPY b", "error dockerfile.arguments 2:1", nil),
      ("FROM a\nENV b", "error dockerfile.arguments 2:5", nil),
      (
        "FROM a\nENV b=c d", "error dockerfile.arguments 2:9",
        "a value with blanks stands in quotes"
      ),
      ("FROM a\nUSER", "error dockerfile.arguments 2:1", nil),
      ("FROM a\nONBUILD", "error dockerfile.arguments 2:1", nil),
      ("FROM a\nONBUILD FROM b", "error dockerfile.onbuild 2:9", nil),
      ("FROM a\nHEALTHCHECK b", "error dockerfile.arguments 2:1", nil),
      ("FROM a\nHEALTHCHECK CMD", "error dockerfile.arguments 2:13", nil),
      ("FROM a\nCOPY --form=b c d", "error dockerfile.flag 2:6", "did you mean '--from'?"),
      ("FROM a\nUSER --x b", "error dockerfile.flag 2:6", "USER takes no flags"),
      (
        "FROM a\nCMD ['b']", "warning dockerfile.json 2:5",
        "JSON writes strings in double quotes and separates them by commas"
      ),
      (
        "FROM a\nSHELL bash", "error dockerfile.json 2:7", #"write it as SHELL ["/bin/bash", "-c"]"#
      ),
      (
        "FROM a\nRUN <<E\nb", "error dockerfile.here-document 2:5",
        "a line with nothing but the end mark closes it"
      ),
      ("# escape=x\nFROM a", "error dockerfile.directive 1:10", nil),
      ("# syntax=a\n# syntax=b\nFROM a", "error dockerfile.directive 2:1", nil),
      ("FROM a\nRUN b \\\n  'c", "warning shell.syntax 3:3", nil),
    ] as [(String, String, String?)])
  func mistakes(_ text: String, _ brief: String, _ help: String?) throws {
    let (file, problems) = dockerfile(text)
    #expect(file != nil)
    #expect(problems.first?.brief == brief)
    #expect(problems.first?.help == help)
  }

  @Test func anOpenHereDocumentSwallowsNothing() throws {
    let file = try #require(dockerfile("FROM a\nRUN <<E\nUSER b\nRUN <<E\nUSER c").file)
    #expect(file.instructions.map(\.name) == ["FROM", "RUN", "USER", "RUN", "USER"])
  }

  @Test func scriptsPointIntoTheFile() throws {
    let text = #"""
      FROM a
      RUN apt-get update && \
          # why
          apt-get install -y \
            "cu\
      rl=$V" | tee out
      RUN <<EOF
      make x
      EOF
      RUN <<-EOF cat > /f && id
      	$(date)
      	EOF
      RUN ["sh", "-c", "echo \"a\" && ls"]
      CMD exec /usr/bin/top -b
      HEALTHCHECK --interval=3s CMD curl -f x || exit 1
      RUN <<E
      #!/usr/bin/env python3
      import os
      E
      SHELL ["powershell", "-Command"]
      RUN Get-Item (a)
      """#
    let (file, problems) = dockerfile(text)
    #expect(problems.isEmpty)
    let read = try #require(file)
    let calls = read.instructions.compactMap(\.script).flatMap(\.commands)
    #expect(
      calls.map { "\($0.name ?? "?"): \(text.slice($0.range))" } == [
        "apt-get: apt-get update",
        "apt-get: apt-get install -y \\\n      \"cu\\\nrl=$V\"",
        "tee: tee out", "make: make x", "cat: <<-EOF cat > /f", "id: id", "date: date",
        "sh: [\"sh\", \"-c\", \"echo \\\"a\\\" && ls\"]", "echo: echo \\\"a\\\"", "ls: ls",
        "exec: exec /usr/bin/top -b", "curl: curl -f x", "exit: exit 1",
      ])
    #expect(calls[8].words == ["echo", "a"])
    let windows = "FROM mcr.microsoft.com/windows/nanoserver:1 AS w\nFROM W\nRUN if (a) { b }"
    #expect(dockerfile(windows).file?.instructions.last?.script == nil)
    #expect(dockerfile(windows).problems.isEmpty)
    #expect(read.instructions.last?.script == nil)
  }

  @Test func stages() throws {
    let text = """
      ARG V=3.19
      ARG R
      FROM alpine:$V AS base
      FROM --platform=$BUILDPLATFORM ${R:-ghcr.io}/x/y:1@sha256:abc as Two
      FROM BASE
      COPY --from=two /a /b
      FROM $R/z:${T}
      FROM localhost/q
      FROM ${R}
      FROM scratch
      """
    let file = try #require(dockerfile(text).file)
    #expect(
      file.stages.map {
        "\($0.name?.text ?? "-") \($0.image.registry ?? "-") \($0.image.repository) "
          + "\($0.image.tag ?? "-") \($0.image.digest ?? "-") \($0.base.map(String.init) ?? "-")"
      } == [
        "base - alpine 3.19 - -", "Two ghcr.io x/y 1 sha256:abc -", "- - BASE - - 0",
        "- - ${R}/z ${T} - -", "- localhost q - - -", "- - ${R} - - -", "- - scratch - - -",
      ])
    #expect(file.stages[3].image.reference.unknown == ["R", "T"])
    #expect(
      file.stages.map(\.image.endsUnknown) == [false, false, false, false, false, true, false])
    #expect(file.stages[6].image.isScratch)
    #expect(file.stages.map(\.instructions) == [2..<3, 3..<4, 4..<6, 6..<7, 7..<8, 8..<9, 9..<10])
    #expect(file.instructions[3].flags[0].value?.resolved.unknown == ["BUILDPLATFORM"])
    #expect(file.stage(named: "two", before: 2) == 1)
    #expect(file.stage(named: "0", before: 2) == 0)
    #expect(file.stage(named: "5", before: 2) == nil)
  }

  @Test(arguments: [
    ("ENV A=1\nWORKDIR $A", "1"),
    ("ENV A=1 B=$A\nWORKDIR x$B", "x${A}"),
    ("ENV A=1\nENV A=2 B=$A\nWORKDIR $A$B", "21"),
    ("ARG A=1\nWORKDIR ${A}", "1"),
    ("ARG A\nWORKDIR ${A}", "${A}"),
    ("ARG G\nWORKDIR $G", "global"),
    ("WORKDIR $G", "${G}"),
    ("ARG A=1\nENV A=2\nARG A=3\nWORKDIR $A", "2"),
    ("ARG A\nWORKDIR ${A:-d}/${A:+s}", "d/${A}"),
    ("WORKDIR ${A:-d}/${A:+s}/${A-}", "d//"),
    ("ARG TARGETOS\nWORKDIR ${TARGETOS:-d}/${TARGETOS:+s}", "${TARGETOS}/s"),
    ("ENV A=\nWORKDIR ${A:-d}${A-e}${A:+f}${A+g}", "dg"),
    ("ENV A=1\nWORKDIR ${X:-${Y:-$A}}", "1"),
    ("ENV A=1\nWORKDIR '$A'\"$A\"\\$A", "$A1$A"),
    ("WORKDIR \"/a b\"", "/a b"),
    ("WORKDIR ${A%x}$", "${A}$"),
    ("WORKDIR ${A", "${A}"),
    ("WORKDIR $A\nENV A=1", "${A}"),
    ("ENV A=1\nFROM s\nWORKDIR $A", "${A}"),
    ("ENV A=1\nFROM b\nWORKDIR $I$J", "inherited${J}"),
  ])
  func variables(_ text: String, _ expected: String) throws {
    let head = "ARG G=global\nFROM s AS b\nENV I=inherited\nARG J=lost\nFROM t\n"
    let file = try #require(dockerfile(head + text).file)
    let value = try #require(file.instructions.last { $0.keyword == .workdir }?.values.first)
    #expect(value.resolved.written == expected)
    #expect((value.resolved.text == nil) == !value.resolved.unknown.isEmpty)
  }

  @Test func wordsOfScripts() throws {
    let file = try #require(
      dockerfile("FROM a\nENV V=1.2\nRUN apk add x=$V \"y=${W:-3}\" $Z $(z)/${V%.*}").file)
    let words = try #require(file.instructions[2].script?.commands.first?.command.words)
    #expect(
      words.map { file.text(of: $0, at: 2).written } == [
        "apk", "add", "x=1.2", "y=3", "${Z}", "$(z)/${V%.*}",
      ])
    #expect(words.map { file.text(of: $0, at: 2).text == nil }.suffix(3) == [false, true, true])
  }

  @Test func truncatedAnywhere() throws {
    let text = Array(
      #"""
      # syntax=docker/dockerfile:1
      # escape=\
      ARG V=1
      FROM --platform=$X a:${V:-2}@sha256:0 AS b
      RUN --mount=type=cache,target=/r set -e; \
        # no
        x "$(y 'z')"
      COPY <<-"E" <<F /d
      	q
      	E
      F
      HEALTHCHECK --retries=3 CMD ["a", "b\n\u0041"]
      ONBUILD ENV a=b c="d e"
      LABEL a b
      """#.utf8)
    for count in 0...text.count {
      let (file, _) = dockerfile(Array(text[..<count]))
      for instruction in try #require(file).instructions {
        #expect(instruction.range.upper <= count)
        #expect(instruction.firstLine <= instruction.lastLine)
        for value in instruction.values { #expect(value.range.upper <= count) }
        for call in instruction.script?.commands ?? [] { #expect(call.range.upper <= count) }
      }
    }
    #expect(dockerfile(text).problems.isEmpty)
  }

  @Test func encodings() throws {
    #expect(dockerfile(utf16("FROM a", bigEndian: true)).file?.instructions.count == 1)
    let (file, problems) = dockerfile(Array("FROM a\nLABEL b=".utf8) + [0xE9, 0x0A])
    #expect(file?.instructions.count == 2)
    #expect(problems.map(\.brief) == ["warning dockerfile.encoding 2:9"])
    #expect(dockerfile([0xFF, 0xFE, 0, 0]).file == nil)
  }

  @Test func hostile() throws {
    let many = 50_000
    for line in [
      "RUN " + String(repeating: "a \\\n", count: many),
      "FROM a\n" + String(repeating: "RUN <<E\n", count: many),
      "FROM a\n" + (0..<many).map { "RUN <<E\($0)\n" }.joined(),
      "ONBUILD " + String(repeating: "ONBUILD ", count: many),
      "FROM a\nENV A=" + String(repeating: "x", count: 1000) + "\n"
        + String(repeating: "ENV A=$A$A$A\n", count: 2000) + "WORKDIR $A",
      "FROM a\nWORKDIR " + String(repeating: "${A:-", count: many),
      "FROM a\nENV " + (0..<many).map { "A\($0)=$B\($0)" }.joined(separator: " "),
      "FROM a\nWORKDIR " + (0..<many).map { "$B\($0)" }.joined(),
      (0..<5_000).map { "FROM s\($0) AS s\($0 + 1)\n" }.joined() + "WORKDIR $A",
      "FROM a\nCMD [" + String(repeating: "\"a\",", count: many),
      String(repeating: "X\n", count: many),
    ] {
      #expect(dockerfile(line).file != nil)
    }
  }

  @Test func scannedFilesAreNotQuoted() {
    var diagnostics = Diagnostics()
    _ = DockerfileReader().read(
      Array("FROM a\nSECRET b\nUSER --secret c".utf8), FileContext("Dockerfile", quotes: false),
      diagnostics: &diagnostics)
    for problem in diagnostics.finish() {
      #expect(problem.frame?.text == "")
      #expect(!problem.message.lowercased().contains("secret"))
    }
  }
}
