"""Writes answers.json: what RE2 itself (pip: google-re2) answers for these patterns and texts.

Offsets are bytes of the UTF-8. A match is the flat list start, end of the whole and of every group; -1, -1 is a
group that took no part. The next search begins where the last match ended, one code point further when it was
empty. Texts are valid UTF-8 only: RE2 and Go differ in what an invalid byte is.
"""

import json
import pathlib

import re2

TEXTS = [
    "",
    "abc ABC abc123",
    "key = 'a1b2c3d4e5f6'\nsecret: \"hunter2\"\r\n\ttoken=xyz\n",
    "foo.bar@example.org, x-y_z; 10.0.0.1:8080/path?q=1&r=%20#frag",
    "aaaaabaaab aab ab b",
    "line one\nline two\n\nline four",
    "AKIAIOSFODNN7EXAMPLE ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "Straße GRÖSSE größe ΑΒΓ αβγ ſK kK sS",
    "密碼=秘密123 пароль: Тест 🦊🦊 e\u0301",
    "\u00a0x\u2003y\u0085z\u2028w",
    "a|b(c)d[e]f{2}g^h$i\\j*k+l?m",
    "1 22 333 4444 55555 0x1F -3.14 1e10 ٣٤",
]

PATTERNS = r"""
abc
(?i)abc
(?i:a)bc
a(?i)b(?-i)c
[a-c]+
[^a-c]+
[[:alpha:]]+
[[:^alpha:]]+
[[:alnum:]_]+
[[:xdigit:]]{2,}
[[:punct:]]+
[[:space:]]+
[[:word:]]+
[\d.]+
[^\s\w]+
[\w-]+
[a\]b]+
[]a]+
[^]a]+
[a-]+
[-a]+
[+--]+
\d+
\D+
\w+
\W+
\s+
\S+
\bab
ab\b
\Bab
ab\B
\b\w
^\w+
\w+$
(?m)^\w+
(?m)\w+$
(?m)^
(?m)$
(?m)^line (\w+)$
\A\w+
\w+\z
(?s).+
.+
(?s)line.*four
line.*four
(?U)a+
(?U)a+?
a+?
a*?b
a*b
a{2}
a{2,}
a{2,3}
a{2,3}?
a{0,1}b
a{0}b
(a+)(b+)
(a+)|(b+)
(a|ab)(c|bcd)?
(?:a|b)+
(a|b)+
(a*)*
(a*)+
(a|b)*?b
((a)(b)?)+
(?P<name>\w+)\s*[:=]\s*['"]?(?P<value>[^'"\s]+)
(?i)(key|secret|token)(?:\s*)[:=]\s*['"]?([a-z0-9]{3,})
[A-Z0-9]{20}
\b(A(?:KIA|SIA)[A-Z2-7]{16})\b
ghp_[0-9a-zA-Z]{36}
\d{1,3}(?:\.\d{1,3}){3}
[a-z0-9.+-]+@[a-z0-9-]+\.[a-z]{2,}
(\w)(\w)(\w)?
x*
|a
a|
(|a)+
(?:)
.
(?s).
..
[^\n]
\x61
\x{61}
\x{1F98A}+
🦊+
ß
(?i)ß
(?i)größe
(?i)straße
(?i)αβγ
(?i)s
(?i)k
(?i)[k-s]+
(?i)[^k-s]+
[à-ö]
[^à-ö]+
\pL+
\PL+
\p{Lu}+
\p{^Lu}+
\p{Ll}+
(?i)\p{Lu}+
\pN+
\p{Nd}+
\pP+
\pS+
\pZ+
\p{L}\p{M}
\Qa|b(c)\E
\Qabc
\.
\$i
\^h
\\j
\*k
\+l
\?m
\{2\}
a{,2}
a{x
\t
\r\n
\n+
(?m)(^|\s)\d+(\s|$)
(?:^|[^0-9])(\d{2,4})(?:[^0-9]|$)
(?i)\bTOKEN\b
\b密
пароль
(?i)ПАРОЛЬ
[а-я]+
(?i)[а-я]+
[\x{4e00}-\x{9fff}]+
0[xX][0-9a-fA-F]+
-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?
(\d)(\d)?(\d)?
((?:a{1,2}){1,2})b
(?:(?:a|b){2}){1,3}
a??b
(a??)(a*)
(?i)É|e
[^\x00-\x7f]+
[\x00-\x20]+
[\pL\d_]+
(?:a|aa)(?:aab)
\141
\07
(?i:k)elvin|k
""".strip("\n").split("\n")


def matches(pattern, text):
    out = []
    at = 0
    while at <= len(text):
        match = pattern.search(text, at)
        if match is None:
            break
        row = []
        for group in range(pattern.groups + 1):
            row += list(match.span(group))
        out.append(row)
        start, end = match.span()
        at = end
        if end == start:
            at += 1
            while at < len(text) and text[at] & 0xC0 == 0x80:
                at += 1
    return out


def main():
    answers = []
    for source in PATTERNS:
        pattern = re2.compile(source.encode())
        answers.append(
            {"pattern": source, "matches": [matches(pattern, text.encode()) for text in TEXTS]})
    lines = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
    texts = json.dumps(TEXTS, ensure_ascii=False)
    path = pathlib.Path(__file__).with_name("answers.json")
    path.write_text(f'{{"texts": {texts},\n"patterns": [\n{lines}\n]}}\n', encoding="utf-8")
    print(len(answers) * len(TEXTS), "rows")


main()
