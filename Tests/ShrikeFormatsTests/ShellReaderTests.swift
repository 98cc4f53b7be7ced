import ShrikeText
import Testing

@testable import ShrikeFormats

struct ShellReaderTests {
  @Test(arguments: [
    ("", ""),
    ("# nothing\n\n  # more", ""),
    ("ls -l /tmp", "ls -l /tmp"),
    ("a; b\nc & d", "a; b; c &; d"),
    ("a && b || c", "a && b || c"),
    ("a &&\n\n  # why\n  b", "a && b"),
    ("a |\n b |& c", "a | b | c"),
    ("! a | b", "! a | b"),
    ("time -p a", "a"),
    ("A=1 B= c", "A=1 B= c"),
    ("A+=x", "A+=x"),
    ("a[1]=x", "a=x"),
    ("a=(x \"y z\"\n # why\n w)", "a=(x \"y z\" w)"),
    ("declare -a a=(x y)", "declare -a a=(x y)"),
    ("if a; then b; elif c; then d; else e; fi", "if[a][b]if[c][d]else[e]"),
    ("if a\nthen b\nfi >out", "if[a][b] >out"),
    ("while read x; do echo $x; done <f", "while[read x][echo ${x}] <f"),
    ("until a; do b; done", "until[a][b]"),
    ("for x in a \"$b\" *.c; do d; done", "for x[a \"${b}\" <*>.c][d]"),
    ("for x; do d; done", "for x[@][d]"),
    ("for x\ndo d\ndone", "for x[@][d]"),
    ("for ((i=0; i<$n; i++)); do d; done", "for((i=0; i<${n}; i++))[d]"),
    ("select x in a; do b; done", "for x[a][b]"),
    ("case $x in a|b) c;; (d) e ;& *) f; esac", "case ${x}[a|b) c][d) e][<*>) f]"),
    ("case x in\nesac", "case x"),
    ("case x in if) fi;; esac", "case x[if) BROKEN]"),
    ("(a; b) | { c; }", "(a; b) | {c}"),
    ("f() { a; }", "function f {a}"),
    ("function f-1 { a; }\nf ( )\n(b)", "function f-1 {a}; function f (b)"),
    (
      "[[ $a == b* && ( -f c || $d =~ ^(x|y z)$ ) ]]",
      "[[${a} == b<*> && ( -f c || ${d} =~ ^(x|y z)$ )]]"
    ),
    ("(( a + (b) ))", "(( a + (b) ))"),
    ("((a); b)", "((a); b)"),
    ("{a,b} }x {x", "{a,b} }x {x"),
    ("echo if then }", "echo if then }"),
    ("a 2>&1 >>b 3<>c &>d &>>e >|f <&-", "a 2>&1 >>b 3<>c &>d &>>e >|f <&-"),
    ("a {fd}>b 2 >c", "a 2 >b >c"),
    ("a <<<\"b $c\"", "a <<<\"b ${c}\""),
    ("diff <(a | b) >(c)", "diff <(a | b) >(c)"),
    ("a#b #c", "a#b"),
    ("a\\\nb\\\n  c\\ d", "ab c d"),
    ("a\r\nb \\\r\n c\r\n", "a; b c"),
  ])
  func structure(_ text: String, _ expected: String) throws {
    let (script, problems) = shell(text)
    #expect(sketch(try #require(script).statements) == expected)
    #expect(problems.allSatisfy { _ in text.contains("fi;;") })
  }

  @Test(arguments: [
    ("'a b'\"c\"d", "'a b'\"c\"d"),
    ("\"a\\\"b\\$c\\d\"", "\"a\"b$c\\d\""),
    ("$'a\\n\\x41\\'\\101\\u00e9\\q'", "$'a\nA'Aé\\q'"),
    ("$\"a $b\"", "\"a ${b}\""),
    ("$a$1$@$$x", "${a}${1}${@}${$}x"),
    ("$", "$"),
    ("\"$\"", "\"$\""),
    ("${a}b${#a}${#}${!a}${a[1]}${a[@]}", "${a}b${#a}${#}${!a}${a[1]}${a[@]}"),
    ("${a:-b c}${a-}${a:=\"d $e\"}${a:+x}", "${a :- b c}${a - }${a := \"d ${e}\"}${a :+ x}"),
    ("${a##*/}${a%.*}${a/b/c}${a//b}", "${a ## */}${a % .*}${a / b/c}${a // b}"),
    ("${a:1:2}${a^^}${a,,}${a@Q}", "${a : 1:2}${a ^^ }${a ,, }${a @Q }"),
    ("${a:-$(b \"${c}\")}", "${a :- $(b \"${c}\")}"),
    ("${a:-'}'}\"${a:-'}\"", "${a :- '}'}\"${a :- '}\""),
    ("$(a $(b))`c \\`d\\``", "$(a $(b))$(c $(d))"),
    ("\"$(a \"b)\" c)\"", "\"$(a \"b)\" c)\""),
    ("\"`a \\\"b c\\\"`\"", "\"$(a \"b c\")\""),
    ("$((1 + (2 * $x)))", "$((1 + (2 * ${x})))"),
    ("$((a); b)", "$((a); b)"),
    ("$(case x in a) b;; esac)", "$(case x[a) b])"),
    ("$(# why )\n a)", "$(a)"),
    ("~/a", "<~>/a"),
    ("~user/a", "<~user>/a"),
    ("a~", "a~"),
    ("*.[ch]?", "<*>.<[ch]><?>"),
    ("[", "["),
    ("@(a|b)*", "@<(a|b)><*>"),
    ("a${{ github.event.x }}b", "aTEMPLATEb"),
    ("a\\*b", "a*b"),
  ])
  func words(_ text: String, _ expected: String) throws {
    let (script, problems) = shell("x " + text)
    #expect(sketch(try #require(script).statements) == "x " + expected)
    #expect(problems.isEmpty)
  }

  @Test func hereDocuments() throws {
    let text = """
      cat <<A <<-'B' >out && x
      one $a \\$b
      A
      \ttwo $a
      \tB
      y "$(cat <<C
      c
      C
      )" <<D
      """
    let (script, problems) = shell(text)
    let read = try #require(script)
    #expect(
      sketch(read.statements) == "cat <<A <<-'B' >out && x; y \"$(cat <<C)\" <<D")
    #expect(read.hereDocuments.map(\.delimiter) == ["A", "B", "C", "D"])
    #expect(
      read.hereDocuments.map { sketch($0.parts) } == ["one ${a} $b\n", "two $a\n", "c\n", ""])
    #expect(read.hereDocuments.map(\.literal) == [nil, "two $a\n", "c\n", ""])
    #expect(read.hereDocuments[1].isQuoted)
    #expect(problems.map(\.message) == ["the here-document has no end"])
    #expect(text.slice(read.hereDocuments[0].range) == "one $a \\$b\n")
  }

  @Test(
    arguments: [
      ("a 'b", "1:3 the quote is not closed", "a 'b'"),
      ("a \"b", "1:3 the quote is not closed", "a \"b\""),
      ("a $(b", "1:3 the substitution is not closed", "a $(b)"),
      ("a `b", "1:3 the backquote is not closed", "a $(b)"),
      ("a ${b", "1:3 the brace of '${' is not closed", "a ${b}"),
      ("a ${+} b\nc", "1:3 this is no parameter expansion", "a BROKEN b; c"),
      ("a ${{ b\n", "1:3 the expression is not closed", nil),
      ("(a", "1:1 the parenthesis is not closed", "(a)"),
      ("{ a", "1:1 the brace is not closed", "{a}"),
      ("a\nfi\nb", "2:1 this closes nothing", "a; BROKEN; b"),
      ("a)\nb", "1:2 this closes nothing", "a; BROKEN; b"),
      ("if a; then b\nc", "1:1 this 'if' has no 'fi'", "if[a][b; c]"),
      ("{ if a; then b; }\nc", "1:3 this 'if' has no 'fi'", "{if[a][b]}; c"),
      ("if a; fi\nc", "1:1 this 'if' has no 'then'", "if[a][]; c"),
      ("while a; done\nc", "1:1 this loop has no 'do'", "while[a][]; c"),
      ("for x in a; do b\n", "1:1 this loop has no 'done'", "for x[a][b]"),
      ("case x in a) b", "1:1 this 'case' has no 'esac'", "case x[a) b]"),
      ("case x in a b\nc) d;; esac", "1:13 expected ')' behind the pattern", "case x[a) ][c) d]"),
      ("[[ a == b\nc", "1:1 this test has no ']]'", nil),
      ("a ;; b", "1:3 this closes nothing", "a; BROKEN; b"),
      ("a && \n", "2:1 expected a command", "a && BROKEN"),
      ("| a", "1:1 expected a command", "BROKEN | a"),
      ("a >\nb", "1:3 the redirection names no file", "a >?; b"),
      ("a (b c) d\ne", "1:3 a parenthesis has no meaning here", nil),
      ("a b(c) d\ne", "1:4 a parenthesis has no meaning here", "a b BROKEN d; e"),
      ("f()", "1:1 the function has no body", "BROKEN"),
      ("a=(b", "1:3 the array is not closed", "a=(b)"),
      ("a <<", "1:3 the redirection names no file", "a <<?"),
    ] as [(String, String, String?)])
  func mistakes(_ text: String, _ expected: String, _ sketched: String?) throws {
    let (script, problems) = shell(text)
    let first = try #require(problems.first)
    #expect("\(first.frame?.line ?? 0):\(first.frame?.column ?? 0) \(first.message)" == expected)
    #expect(first.code == "shell.syntax")
    if let sketched { #expect(sketch(try #require(script).statements) == sketched) }
  }

  @Test func commandsAnywhere() throws {
    let text = #"""
      apt-get update && /usr/bin/curl -fsSL "$URL" | sudo sh -ec 'tar x; "a b" $(c)'
      f() { for x in $(d); do e; done; }
      bash -c "g \"h i\"" ; eval 'j k'; su -c "l" nobody; X=$(m) cat <<E
      $(n)
      E
      """#
    let commands = try #require(shell(text).script).commands
    #expect(
      commands.map { $0.name ?? "?" } == [
        "apt-get", "curl", "sudo", "tar", "a b", "c", "d", "e", "bash", "g", "eval", "j", "su",
        "l", "cat", "m", "n",
      ])
    #expect(commands[1].words == ["/usr/bin/curl", "-fsSL", nil])
    #expect(commands[9].words == ["g", "h i"])
    #expect(commands[0].pipeline != commands[1].pipeline)
    #expect(commands[1].pipeline == commands[2].pipeline)
    #expect((commands[2].position, commands[2].pipelineCount) == (1, 2))
    #expect(commands[1].connector == .and)
    #expect(commands.map(\.isNested).prefix(4) == [false, false, false, true])
    #expect(text.slice(commands[3].range) == "tar x")
    #expect(text.slice(commands[9].range) == #"g \"h i\""#)
  }

  @Test func placesAreExact() throws {
    let text = "A=1 ls -l \"$HOME/x\" >out # why\nif a; then b; fi 2>c\n"
    let script = try #require(shell(text).script)
    #expect(
      script.statements.map { text.slice($0.range) } == [
        "A=1 ls -l \"$HOME/x\" >out", "if a; then b; fi 2>c",
      ])
    #expect(script.comments.map(text.slice) == ["# why"])
    let command = try #require(script.commands.first)
    #expect(command.command.words.map { text.slice($0.range) } == ["ls", "-l", "\"$HOME/x\""])
    #expect(command.command.assignments.map { text.slice($0.range) } == ["A=1"])
    #expect(command.redirections.map { text.slice($0.range) } == [">out"])
  }

  @Test(arguments: [
    ("run: a && b\n", ["a", "b"]),
    ("run: |\n  a\n\n  if x; then\n    b c\n  fi\n", ["a", "x", "b c"]),
    ("run: 'a; b'\n", ["a", "b"]),
  ])
  func scriptsInDocuments(_ text: String, _ expected: [String]) throws {
    let node = try #require(yaml(text).documents.first?.root["run"])
    var diagnostics = Diagnostics()
    let script = ShellReader().read(node, diagnostics: &diagnostics)
    #expect(script.commands.map { text.slice($0.range) } == expected)
    #expect(diagnostics.finish().isEmpty)
  }

  @Test(arguments: [
    "(", "{ ", "$(", "\"$(", "`", "if ", "case x in a) ", "((", "$((", "${a:-", "<(",
    "f() ", "! ", "sh -c ", "a=(", "\"${a:-",
  ])
  func depthIsBounded(_ opening: String) throws {
    for count in [150, 20_000] {
      let (script, problems) = shell(String(repeating: opening, count: count))
      #expect(script != nil)
      #expect(problems.count <= Diagnostics.limit + 1)
    }
  }

  @Test func deepStringsOfScripts() throws {
    var text = "x"
    for _ in 0..<12 {
      text = "sh -c \"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      if text.utf8.count > 100_000 { break }
    }
    #expect(shell(text).script?.commands.last?.words == ["x"])
  }

  /// Cut anywhere, every place lies within the text and nothing is lost before the cut's line.
  @Test func truncatedAnywhere() throws {
    let text = Array(
      #"""
      set -e; A=(1 "$2" '3'); f() { [[ $x =~ ^(a|b)$ ]] && echo "${A[0]:-$(date +%s)}" || return 1; }
      case "$1" in a|b*) for i in {1..3}; do cat <<-E >f 2>&1; done ;; (c) ((i++)) ;; esac
      	body $x `ls \`pwd\`` ${y%%.*}
      	E
      bash -c 'while read -r l; do echo "$l"; done < <(ls)' $'\x41' ~/x $((1+(2))) ${{ z }}
      """#.utf8)
    for count in 0...text.count {
      let (script, problems) = shell(Array(text[..<count]))
      let read = try #require(script)
      #expect(read.range.upper <= count)
      for command in read.commands { #expect(command.range.upper <= count) }
      #expect(problems.allSatisfy { $0.frame != nil })
    }
    #expect(shell(text).problems.isEmpty)
  }

  @Test func encodings() throws {
    #expect(
      shell([0xEF, 0xBB, 0xBF] + Array("a b".utf8)).script?.commands.first?.words == ["a", "b"])
    #expect(shell(utf16("a b", bigEndian: false)).script?.commands.first?.words == ["a", "b"])
    let (script, problems) = shell([0x61, 0xFF, 0xFE])
    #expect(script?.commands.first?.words == ["a\u{FFFD}\u{FFFD}"])
    #expect(problems.map(\.brief) == ["warning shell.encoding 1:2"])
    #expect(shell([0xFF, 0xFE, 0, 0]).script == nil)
  }

  @Test func hugeLines() throws {
    let line = "echo " + String(repeating: "word 'q' \"$x\" \\\n", count: 60_000)
    let (script, problems) = shell(line)
    #expect(script?.commands.first?.words.count == 180_001)
    #expect(problems.isEmpty)
    for hostile in ["[", "{", "a[", "$((", "@(", "<<a\n", "'\"`", "\\", "=", "~"] {
      _ = shell("x " + String(repeating: hostile, count: 60_000))
    }
  }

  @Test func scannedFilesAreNotQuoted() {
    var diagnostics = Diagnostics()
    _ = ShellReader().read(
      Array("echo 'secret".utf8), FileContext("a.sh", quotes: false), diagnostics: &diagnostics)
    #expect(diagnostics.finish().map { $0.frame?.text } == [""])
  }
}

extension String {
  func slice(_ range: ByteRange) -> String {
    String(decoding: Array(utf8)[range.lower..<range.upper], as: UTF8.self)
  }
}
