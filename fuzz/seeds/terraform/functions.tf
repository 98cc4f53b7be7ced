a = [for n in cidrsubnets("10.0.0.0/16", 4, 8) : cidrhost(n, -1)]
b = formatdate("EEE, D MMM YYYY hh:mm ZZZ 'o''clock'", timeadd("2020-02-03T04:05:06.7+08:00", "-1h30m"))
c = format("%[2]s %-06.2f %#v %q", var.x, 1 / 3, { a = yamldecode("a: &x [1, 0o7]\nb: *x") })
d = merge(jsondecode("{\"a\": 1e3}"), csvdecode("a,b\n1,\"x\"\"y\"")[0], tomap({ a = 1 }))
e = replace(base64decode("aGVsbG8="), "/(l+)/", "<$1>") == yamlencode([{ a = "x\ny" }]) ? 1 : try(null.a, 2)
f = [setproduct(["a"], toset([1, 2])), flatten([[1, [2]], 3]), sort(keys({ b = 1 })), templatefile("${1}", {})]
