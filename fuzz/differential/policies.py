"""Small policies of every kind of statement, with an input and data, from a seed.

Terms have types (num, str, bool, any; arrays, sets and objects of those), so that most policies pass OPA's
type checker and reach evaluation; what `input` and `data` hold is now and then of another type, so
that built-ins meet arguments they do not take.
"""
import random
import re

NUMBERS = ["0", "1", "2", "3", "-1", "-2", "10", "7", "1.5", "0.1", "2.5", "1000", "255", "12345678901234567890"]
INTEGERS = ["0", "1", "2", "3", "-1", "5", "64"]
STRINGS = ["", "a", "b", "ab", "abc", "a.b", "A", "é", "x y", "1", "a/b", "aéb", "-2", "%d", "{\"a\": [1]}",
           "10.0.0.0/24", "10.0.0.7", "1.2.3", "true", "YWI=", "2021-03-04T05:06:07Z", "1h2m", "10Mi", "a*", "null"]
PATTERNS = ["a", "^a", "b$", "[a-c]+", "(a)(b)?", "a|b", ".", "\\\\d+", "(", "x*"]
GLOBS = ["*", "a*", "a.*", "**", "?", "[ab]", "{a,b}", "a/b", "*/b", "[!a]b"]
FORMATS = ["%v", "%d", "%s", "%s-%v", "%05d", "%x", "%.2f", "%q", "%t", "%", "%%", "%5s|", "%-4d|", "%e", "%[1]v"]
VERSIONS = ["1.2.3", "1.2.4", "0.1.0-rc.1", "1.0", "v1.0.0", "2.0.0+b"]
NETWORKS = ["10.0.0.0/24", "10.0.0.0/30", "10.0.0.7", "192.168.0.0/16", "::1/128", "10.0.0.300"]

# Name, argument types, result. `int` is a number without a fraction; names in capitals are word lists.
BUILTINS = [row.split() for row in """
abs num num|ceil num num|floor num num|round num num|bits.and int int num|bits.or int int num
bits.xor int int num|bits.negate int num|bits.lsh int int num|bits.rsh int int num|count any-coll num
sum [num] num|sum {num} num|product [num] num|max [num] any|min {num} any|max [any] any|min [str] any
to_number str num|to_number bool num|indexof str str num|strings.count str str num|semver.compare VERSION VERSION num
time.parse_rfc3339_ns str num|time.parse_duration_ns str num|units.parse str num|units.parse_bytes str num
time.weekday int str|time.format int str|time.date int [num]|time.clock int [num]|time.add_date int int int int num
time.diff int int [num]|concat str [str] str|concat str {str} str|format_int num BASE str|lower str str|upper str str
replace str str str str|strings.reverse str str|substring str int int str|trim str str str|trim_left str str str
trim_right str str str|trim_prefix str str str|trim_suffix str str str|trim_space str str|sprintf FORMAT [any] str
base64.encode str str|base64.decode str str|base64url.encode str str|base64url.encode_no_pad str str
base64url.decode str str|base64.is_valid str bool|hex.encode str str|hex.decode str str|json.marshal any str
json.is_valid str bool|json.unmarshal str any|yaml.marshal any str|yaml.unmarshal str any|yaml.is_valid str bool
urlquery.encode str str|urlquery.decode str str|urlquery.encode_object <str> str|urlquery.decode_object str any
crypto.md5 str str|crypto.sha1 str str|crypto.sha256 str str|crypto.hmac.sha256 str str str
crypto.hmac.equal str str bool|regex.replace str PATTERN str str|regex.match PATTERN str bool|regex.is_valid PATTERN bool
regex.split PATTERN str [str]|regex.find_n PATTERN str int [str]|regex.find_all_string_submatch_n PATTERN str int any
regex.template_match GLOB str BRACE BRACE bool|type_name any str|contains str str bool|startswith str str bool
endswith str str bool|strings.any_prefix_match [str] [str] bool|strings.any_suffix_match str {str} bool
glob.match GLOB DELIMITERS str bool|glob.quote_meta str str|is_array any bool|is_boolean any bool|is_null any bool
is_number any bool|is_object any bool|is_set any bool|is_string any bool|semver.is_valid VERSION bool
net.cidr_contains NETWORK NETWORK bool|net.cidr_intersects NETWORK NETWORK bool|net.cidr_is_valid str bool
net.cidr_expand SMALL-NETWORK {str}|net.cidr_merge [str] {str}|object.subset any-coll any-coll bool
object.subset {any} {any} bool|object.subset <num> <num> bool|array.concat [any] [any] [any]
array.reverse [num] [num]|array.slice [str] int int [str]|array.flatten [any] [any]|split str str [str]
strings.split_n str str int [str]|sort [num] [num]|sort {str} [str]|sort [any] [any]|numbers.range int int [num]
numbers.range_step int int int [num]|object.keys <num> {any}|object.get <num> str any any|object.get <any> [str] any any
object.remove <num> [str] any|object.filter <num> {str} any|object.union <num> <str> any|object.union_n [<num>] any
json.filter <any> [str] any|json.remove <any> {str} any|json.patch any PATCH any|strings.replace_n <str> str str
graph.reachable GRAPH [str] {any}|graph.reachable_paths GRAPH {str} {any}|intersection {{num}} {num}|union {{str}} {str}
indexof_n str str [num]|strings.render_template TEMPLATE <any> str|uri.is_valid str bool|uuid.parse str any
json.match_schema <any> SCHEMA any|json.verify_schema SCHEMA any|walk any any
""".replace("\n", "|").split("|") if row]

WORDS = {
    "FORMAT": FORMATS, "PATTERN": PATTERNS, "GLOB": GLOBS, "VERSION": VERSIONS, "NETWORK": NETWORKS,
    "SMALL-NETWORK": ["10.0.0.0/30", "10.0.0.4/32", "::1/127", "x"], "TEMPLATE": ["{{.a}}", "a", "{{if .b}}b{{end}}", "{{.a.b}}"],
}
TERMS = {
    "BASE": ["2", "8", "10", "16", "3"], "BRACE": ['"{"', '"}"', '"<"'],
    "DELIMITERS": ["[]", "null", '["."]', '["/", "."]', '[":"]'],
    "PATCH": ['[{"op": "add", "path": "/a", "value": 1}]', '[{"op": "remove", "path": "/a"}]',
              '[{"op": "replace", "path": "a/b", "value": [2]}, {"op": "test", "path": "/b", "value": 1}]'],
    "GRAPH": ['{"a": ["b"], "b": ["a", "c"], "c": []}', '{"a": {"b"}, "b": {"ab"}}', "input.m", "{}"],
    "SCHEMA": ['{"type": "object"}', '{"properties": {"a": {"type": "number"}}}', '{"required": ["a"]}', '{"type": 1}'],
}
INPUT = {"n": "num", "i": "int", "s": "str", "b": "bool", "nums": "[num]", "strs": "[str]", "o": "<num>", "m": "<str>",
         "any": "any", "mixed": "[any]", "rows": "rows", "nest": "nest"}


def quoted(text):
    return '"' + text.replace("\\\\", "\\").replace("\\", "\\\\").replace('"', '\\"') + '"'


class Policy:
    """One generated case."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.rules = []  # (name, type, keys): what later rules may look at
        self.functions = []  # (name, argument types, result)
        self.lines = ["package t"]
        for _ in range(self.random.randint(1, 4)):
            self.rule()
        self.define("p", self.random.choice(["complete", "complete", "set", "object"]))
        self.modules = ["\n\n".join(self.lines) + "\n"]
        self.query = self.random.choice(["x = data.t.p"] * 8 + ["x = data.t", "data.t.p = x; x", "x := data.t.p; x == data.t.p"])
        self.input, self.data = self.document(), {"cfg": self.document()}

    # Documents

    def document(self):
        pick, some = self.random.choice, self.random.randint
        numbers = [0, 1, 2, 3, -1, 1.5, 7, 10]
        words = STRINGS

        def number():
            return pick(numbers)

        def value():
            return pick([None, True, 1, "a", [1, "b"], {"a": {"b": 2}}, [], {}])

        document = {
            "n": number(), "i": pick([0, 1, 2, 3, -1]), "s": pick(words), "b": pick([True, False]),
            "nums": [number() for _ in range(some(0, 4))], "strs": [pick(words) for _ in range(some(0, 4))],
            "o": {pick(words): number() for _ in range(some(0, 3))},
            "m": {pick(words): pick(words) for _ in range(some(0, 3))},
            "any": value(), "mixed": [value() for _ in range(some(0, 4))],
            "rows": [{"k": pick(["a", "b", "ab"]), "v": number(), "tags": [pick(words) for _ in range(some(0, 2))]}
                     for _ in range(some(0, 4))],
            "nest": {pick(["a", "b"]): {pick(["a", "b"]): [value()]} for _ in range(some(0, 2))},
        }
        for _ in range(pick([0, 0, 0, 1, 2])):
            key = pick(list(document))
            if pick([True, False]):
                del document[key]
            else:
                document[key] = value()
        return document

    # Terms

    def name(self, stem="v"):
        self.count += 1
        return f"{stem}{self.count}"

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def literal(self, kind):
        pick = self.random.choice
        if kind in WORDS:
            return quoted(pick(WORDS[kind]))
        if kind in TERMS:
            return pick(TERMS[kind])
        if kind == "num":
            return pick(NUMBERS)
        if kind == "int":
            return pick(INTEGERS)
        if kind == "str":
            return quoted(pick(STRINGS))
        if kind == "bool":
            return pick(["true", "false"])
        if kind == "any":
            return pick(["null", "1", '"a"', "[]", "{}", "set()", '{"a": 1}', "[1, [2]]", '{1, "b"}', "false"])
        return None

    def term(self, kind, scope, depth=2):
        """A term of a type; `scope` has the variables with a value here, as (name, type)."""
        pick = self.random.choice
        if kind == "any-coll":
            kind = pick(["[num]", "[any]", "{str}", "<num>", "str"])
        options = [name for name, its in scope if its == kind or kind == "any" or (kind == "num" and its == "int")]
        if options and self.chance(45):
            return pick(options)
        ways = ["literal"]
        if kind in WORDS or kind in TERMS:
            if kind in WORDS and self.chance(15):
                return self.term("str", scope, depth)
            return self.literal(kind)
        ways += ["input"] * 3 + ["data"]
        if depth > 0:
            ways += ["builtin"] * 3 + ["rule"] * 2 + ["function"] * 2 + ["shaped"] * 3
        for _ in range(4):
            found = getattr(self, "way_" + pick(ways))(kind, scope, depth)
            if found:
                return found
        return self.literal(kind) or self.way_shaped(kind, scope, max(depth, 1))

    def way_literal(self, kind, scope, depth):
        return self.literal(kind)

    def way_input(self, kind, scope, depth, root="input"):
        names = [name for name, its in INPUT.items()
                 if its == kind or kind == "any" or (kind == "num" and its == "int")]
        if kind == "str" and self.chance(25):
            return f"{root}.rows[{self.random.randrange(2)}].k"
        return f"{root}.{self.random.choice(names)}" if names else None

    def way_data(self, kind, scope, depth):
        return self.way_input(kind, scope, depth, "data.cfg")

    def way_builtin(self, kind, scope, depth):
        rows = [row for row in BUILTINS if row[-1] == kind and row[0] != "walk"]
        if not rows:
            return None
        name, *kinds, _ = self.random.choice(rows)
        return f"{name}({', '.join(self.term(k, scope, depth - 1) for k in kinds)})"

    def way_rule(self, kind, scope, depth):
        rules = [rule for rule in self.rules if rule[1] == kind or kind == "any"]
        return "data.t." + self.random.choice(rules)[0] if rules and self.chance(50) else (
            self.random.choice(rules)[0] if rules else None)

    def way_function(self, kind, scope, depth):
        functions = [f for f in self.functions if f[2] == kind or kind == "any"]
        if not functions:
            return None
        name, kinds, _ = self.random.choice(functions)
        return f"{name}({', '.join(self.term(k, scope, depth - 1) for k in kinds)})"

    def way_shaped(self, kind, scope, depth):
        """A term by what is particular about its type: operators, brackets, comprehensions."""
        pick = self.random.choice
        inner = depth - 1
        if kind in ("num", "int"):
            return f"({self.term('num', scope, inner)} {pick('+-*/%')} {self.term('num', scope, inner)})"
        if kind == "str":
            if self.chance(50):
                return '$"' + pick(["", "a ", "-"]) + "{" + self.term(pick(["str", "num", "any"]), scope, 0) + '}"'
            return f"sprintf({quoted(pick(FORMATS))}, [{self.term(pick(['num', 'str', 'any']), scope, inner)}])"
        if kind == "bool":
            one = pick(["num", "str"])
            return f"({self.term(one, scope, inner)} {pick(['==', '!=', '<', '<=', '>', '>='])} {self.term(one, scope, inner)})"
        if kind == "any":
            return self.term(pick(["num", "str", "bool", "[num]", "{str}", "<num>", "[any]"]), scope, inner)
        element = kind[1:-1]
        if kind[0] == "<":
            if self.chance(40):
                body, variables = self.body(scope, 1, closure=True)
                key, value = self.term("str", variables, 0), self.term(element, variables, 0)
                return f"{{{key}: {value} | {'; '.join(body)}}}"
            keys = self.random.sample(STRINGS, self.random.randint(0, 2))
            return "{" + ", ".join(f"{quoted(k)}: {self.term(element, scope, inner)}" for k in keys) + "}"
        if self.chance(40):
            body, variables = self.body(scope, 1, closure=True)
            opening, closing = ("[", "]") if kind[0] == "[" else ("{", "}")
            return f"{opening}{self.term(element, variables, 0)} | {'; '.join(body)}{closing}"
        if kind[0] == "{" and self.chance(30) and inner > 0:
            return f"({self.term(kind, scope, inner)} {pick('&|-')} {self.term(kind, scope, inner)})"
        terms = [self.term(element, scope, inner) for _ in range(self.random.randint(0, 3))]
        if kind[0] == "[":
            return "[" + ", ".join(terms) + "]"
        return "{" + ", ".join(terms) + "}" if terms else "set()"

    # Bodies

    def body(self, scope, length, closure=False):
        """Statements, and the variables that have a value after them."""
        before = len(scope)
        scope = list(scope)
        lines = []
        for _ in range(length + self.random.randrange(2)):
            lines += self.statement(scope, 1 if closure else 2)
        if self.chance(15) and not closure:
            # In another order, where every variable may have its value from wherever it stands.
            lines = [line.replace(" := ", " = ", 1) if re.match(r"[vr]\d+ :=", line) else line for line in lines]
            rest = [line for line in lines if not line.startswith("some ")]
            self.random.shuffle(rest)
            lines = [line for line in lines if line.startswith("some ")] + rest
        # A number below zero goes on with the line before.
        lines = [re.sub(r"^(-[\d.]+)", r"(\1)", line) for line in lines]
        # OPA's library refuses variables that nobody looks at.
        return self.used(lines, scope[before:]), scope

    def collection(self, scope):
        kind = self.random.choice(["[num]", "[str]", "{num}", "{str}", "<num>", "<str>", "[any]"])
        return self.term(kind, scope, 1), "num" if kind[0] == "[" else kind[1:-1] if kind[0] == "{" else "str", kind[1:-1]

    def statement(self, scope, depth):
        pick = self.random.choice
        kinds = ["compare"] * 3 + ["assign"] * 3 + ["some", "reference", "member", "truth", "negation", "equal", "rows"]
        if depth > 1:
            kinds += ["every", "with", "with", "join", "group", "walk", "pattern"]
        kind = pick(kinds)
        if kind == "compare":
            one = pick(["num", "str"])
            return [f"{self.term(one, scope)} {pick(['==', '!=', '<', '<=', '>', '>='])} {self.term(one, scope)}"]
        if kind == "assign":
            its = pick(["num", "str", "bool", "[num]", "{str}", "<num>", "any", "[any]"])
            term = self.term(its, scope)
            name = self.name()
            scope.append((name, its))
            return [f"{name} {pick([':=', ':=', '='])} {term}"] if not self.chance(20) else [f"some {name}", f"{name} = {term}"]
        if kind == "some":
            term, key, value = self.collection(scope)
            names = self.name(), self.name()
            if self.chance(50):
                scope.append((names[1], value))
                return [f"some {names[1]} in {term}"]
            scope += [(names[0], key), (names[1], value)]
            return [f"some {names[0]}, {names[1]} in {term}"]
        if kind == "reference":
            root = pick(["input.nums", "input.strs", "data.cfg.nums", "input.o", "input.mixed"])
            its = {"input.strs": "str", "input.mixed": "any"}.get(root, "num")
            key, name = self.name("k"), self.name()
            if self.chance(40):
                return [f"{root}[_] {pick(['==', '>', '!='])} {self.term(its, scope)}"]
            scope += [(key, "str" if root == "input.o" else "num"), (name, its)]
            return [f"{name} {pick([':=', '='])} {root}[{key}]"]
        if kind == "rows":
            row = self.name("r")
            root = pick(["input", "data.cfg"])
            scope.append((f"{row}.v", "num"))
            scope.append((f"{row}.k", "str"))
            return [f"some {row} in {root}.rows"] + ([f"{row}.k == {self.term('str', scope, 1)}"] if self.chance(50) else [])
        if kind == "member":
            term, _, value = self.collection(scope)
            return [f"{self.term(value, scope, 1)} in {term}"]
        if kind == "truth":
            return [self.term("bool", scope)]
        if kind == "negation":
            return [f"not {self.term('bool', scope)}"] if self.chance(70) else [f"not {pick(['input.b', 'input.missing', 'input.nest.a.b'])}"]
        if kind == "equal":
            its = pick(["num", "str", "[num]", "{str}", "any"])
            return [f"{self.term(its, scope)} {pick(['==', '='])} {self.term(its, scope)}"]
        if kind == "every":
            term, key, value = self.collection(scope)
            names = self.name(), self.name()
            heads = [(names[0], key), (names[1], value)] if self.chance(40) else [(names[1], value)]
            inner = scope + heads
            head = ", ".join(name for name, _ in heads)
            body = self.used([f"every {head} in {term} {{"] + self.statement(inner, 1), inner[len(scope):])
            return [f"{body[0]} {'; '.join(body[1:])} }}"]
        if kind == "with":
            return self.replaced(scope)
        if kind == "join":
            a, b = self.name("r"), self.name("r")
            field = pick(["k", "v"])
            scope += [(f"{a}.v", "num"), (f"{b}.k", "str"), (f"{b}.v", "num")]
            if self.chance(50):
                return [f"some {a} in input.rows", f"some {b} in data.cfg.rows", f"{a}.{field} == {b}.{field}"]
            return [f"{a} := input.rows[_]", f"{b} := {pick(['data.cfg', 'input'])}.rows[_]", f"{b}.{field} == {a}.{field}"]
        if kind == "group":
            row, key, other, values = (self.name() for _ in range(4))
            scope.append((values, "[any]"))
            scope.append((key, "str"))
            inner = pick([f"some {other} in input.rows; {other}.k == {key}", f"{other} := input.rows[_]; {other}.k = {key}",
                          f"{other} := data.cfg.rows[_]; {key} == {other}.k; {other}.v > 0"])
            return [f"some {row} in input.rows", f"{key} := {row}.k", f"{values} := [{other}.v | {inner}]"]
        if kind == "walk":
            path, value = self.name(), self.name()
            scope += [(path, "[any]"), (value, "any")]
            return [f"walk({pick(['input.any', 'input.nest', 'input.rows'])}, [{path}, {value}])"]
        first, second = self.name(), self.name()
        if self.chance(50):
            scope += [(first, "any"), (second, "any")]
            return [f"[{first}, {second}] = {pick(['input.mixed', 'input.nums', '[1, input.s]'])}"]
        scope += [(first, "str"), (second, "any")]
        return [f"{{\"k\": {first}, \"v\": {second}, \"tags\": _}} = input.rows[_]"]

    def used(self, lines, scope):
        """A body that looks at each of its own variables."""
        text = "\n".join(lines)
        names = dict.fromkeys(name.split(".")[0] for name, _ in scope)
        return lines + [f"{name} != null" for name in names if len(re.findall(rf"\b{name}\b", text)) < 2]

    def replaced(self, scope):
        pick = self.random.choice
        its = pick(["num", "str", "any"])
        term = self.term(its, scope)
        targets = [("input.n", "num"), ("input.s", "str"), ("input.nums", "[num]"), ("data.cfg.n", "num"),
                   ("data.cfg.rows", "[any]"), ("input", "input")]
        targets += [(f"data.t.{name}", kind) for name, kind, keys in self.rules if not keys]
        withs = []
        for target, kind in self.random.sample(targets, pick([1, 1, 2])):
            value = '{"n": 1, "s": "a", "rows": [{"k": "a", "v": 2, "tags": []}]}' if kind == "input" else self.term(kind, scope, 1)
            withs.append(f"with {target} as {value}")
        if self.chance(20):
            withs.append(pick(["with count as 3", 'with lower as "low"', "with startswith as true"]))
        singles = [f for f in self.functions if f[1] == ["num"]]
        if singles and self.chance(30):
            withs.append(f"with abs as {pick(singles)[0]}")
        if self.chance(30):
            return [f"{term} == {self.term(its, scope, 1)} {' '.join(withs)}"]
        name = self.name()
        scope.append((name, its))
        return [f"{name} := {term} {' '.join(withs)}"]

    # Rules

    def rule(self):
        kind = self.random.choice(
            ["complete", "complete", "set", "object", "function", "function", "else", "default", "indexed", "many", "nested"])
        if kind == "function":
            return self.function()
        name = self.name("q")
        self.define(name, kind)

    def block(self, scope=(), length=2):
        lines, variables = self.body(scope, self.random.randint(0, length))
        return (" if {\n" + "".join(f"  {line}\n" for line in lines) + "}" if lines else ""), variables

    def define(self, name, kind):
        pick = self.random.choice
        its = pick(["num", "str", "bool", "[num]", "{str}", "<num>", "any"])
        if kind == "set":
            its = pick(["num", "str"])
            for _ in range(pick([1, 1, 2])):
                body, scope = self.block(length=3)
                self.lines.append(f"{name} contains {self.term(its, scope, 1)}{body}")
            self.rules.append((name, "{" + its + "}", False))
        elif kind == "object":
            its = pick(["num", "str"])
            for _ in range(pick([1, 1, 2])):
                body, scope = self.block(length=3)
                key = self.term("str", scope, 1)
                self.lines.append(f"{name}[{key}] := {self.term(its, scope, 1)}{body}")
            self.rules.append((name, f"<{its}>", False))
        elif kind == "nested":
            body, scope = self.block(length=2)
            keys = pick(["[{}].c", ".a[{}]", "[{}][{}]", ".a.b"]).format(self.term("str", scope, 1), self.term("str", scope, 1))
            if self.chance(30):
                self.lines.append(f"{name}{keys} contains {self.term('num', scope, 1)}{body}")
            else:
                self.lines.append(f"{name}{keys} := {self.term('num', scope, 1)}{body}")
                if self.chance(30):
                    self.lines.append(f"{name}.a.d := {self.term('num', [], 1)}")
            self.rules.append((name, "<any>", True))
        elif kind == "indexed":
            self.indexed(name)
            self.rules.append((name, "num", False))
        elif kind == "many":
            for _ in range(pick([2, 3])):
                body, scope = self.block()
                self.lines.append(f"{name} := {self.literal(its) or self.term(its, scope, 1)}{body}")
            self.rules.append((name, its, False))
        else:
            if kind == "default" or self.chance(15):
                self.lines.append(f"default {name} := {self.literal(its) or self.empty(its)}")
            body, scope = self.block(length=3)
            text = f"{name} := {self.term(its, scope, 1)}{body}"
            if kind == "else":
                if not body:
                    text += " if input.b"
                for _ in range(pick([1, 2])):
                    body, scope = self.block()
                    text += f" else := {self.term(its, scope, 1)}{body}"
                    if not body:
                        break
            self.lines.append(text)
            self.rules.append((name, its, False))

    def empty(self, kind):
        return {"[": "[]", "{": "set()", "<": "{}"}[kind[0]]

    def indexed(self, name):
        """Many definitions, each of which asks for another value of the same thing."""
        pick = self.random.choice
        root = pick(["input.s", "input.rows[0].k", "input.n", "data.cfg.s", "input.m.a"])
        same = self.chance(30)
        for number in range(self.random.randint(3, 6)):
            way = pick(["==", "==", "==", "=", "in", "startswith", "glob", "reverse", "none"])
            literal = self.literal("num" if root == "input.n" else "str")
            condition = {
                "==": f"{root} == {literal}", "=": f"{root} = {literal}", "reverse": f"{literal} == {root}",
                "in": f"{root} in {{{literal}, {self.literal('str')}}}", "startswith": f"startswith({root}, {quoted(pick(STRINGS))})",
                "glob": f"glob.match({quoted(pick(GLOBS))}, {self.literal('DELIMITERS')}, {root})", "none": "true"}[way]
            second = f"\n  input.b == {pick(['true', 'false'])}" if self.chance(40) else ""
            value = "1" if same else str(number)
            self.lines.append(f"{name} := {value} if {{\n  {condition}{second}\n}}")

    def function(self):
        pick = self.random.choice
        name = self.name("f")
        its = pick(["num", "str", "bool"])
        kinds = [pick(["num", "str", "num", "any"]) for _ in range(pick([1, 1, 2]))]
        if self.chance(15):
            self.lines.append(f"default {name}({', '.join('_' for _ in kinds)}) := {self.literal(its)}")
        for _ in range(pick([1, 1, 2, 3])):
            heads, scope = [], []
            for kind in kinds:
                variable = self.name("a")
                roll = self.random.randrange(100)
                if roll < 15:
                    heads.append(self.literal(kind))
                elif roll < 20:
                    heads.append("_")
                elif roll < 25 and kind == "any":
                    heads.append(f"[{variable}, _]")
                    scope.append((variable, "any"))
                else:
                    heads.append(variable)
                    scope.append((variable, kind))
            body, variables = self.block(scope)
            text = f"{name}({', '.join(heads)}) := {self.term(its, variables, 1)}{body}"
            if body and self.chance(25):
                text += f" else := {self.term(its, scope, 1)}"
            self.lines.append(text)
        self.functions.append((name, kinds, its))
