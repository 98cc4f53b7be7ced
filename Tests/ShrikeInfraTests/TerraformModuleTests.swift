import ShrikeFormats
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

struct TerraformModuleTests {
  @Test func aModuleIsExpandedWithItsCaller() {
    let sample = TerraformSample([
      "live/main.tf": """
      module "net" {
        source   = "../modules/net"
        for_each = toset(["a", "b"])
        name     = "n-${each.key}"
        size     = null
      }
      module "one" {
        source = "../modules/net"
        name   = module.net["a"].name
        tags   = aws_kms_key.k.tags
      }
      resource "aws_kms_key" "k" {
        tags = { t = 1 }
        x    = module.one.id
      }
      """,
      "modules/net/main.tf": """
      variable "name" {}
      variable "size" {
        default  = 5
        nullable = false
      }
      variable "tags" { default = {} }
      variable "missing" { type = string }
      resource "thing" "t" {
        name = var.name
        size = var.size
        tags = var.tags
        what = var.missing
        path = path.module
      }
      output "name" { value = var.name }
      output "id" { value = thing.t.id }
      """,
    ])
    #expect(sample.subjects.map { $0["path"]?.string } == ["live"])
    #expect(
      sample.instances.keys.sorted() == [
        "aws_kms_key.k", "module.net[\"a\"].thing.t", "module.net[\"b\"].thing.t",
        "module.one.thing.t",
      ])
    #expect(
      sample.values("module.one.thing.t")
        == #"{"name":"n-a","path":"../modules/net","size":5,"tags":{"t":1},"what":{"unknown":["module.one.var.missing"]}}"#
    )
    #expect(
      sample.values("aws_kms_key.k")
        == #"{"tags":{"t":1},"x":{"unknown":["module.one.thing.t.id"]}}"#
    )
    #expect(sample.instances["module.one.thing.t"]?["module"]?.string == "module.one")
    #expect(
      sample.place(sample.instances["module.one.thing.t"]?["values"]?["name"])
        == "modules/net/main.tf:9")
    #expect(
      sample.subjects[0]["modules"]?[Value(2)]?.told
        == #"{"address":"module.one","source":"../modules/net","values":{"name":"n-a","tags":{"t":1}}}"#
    )
    #expect(sample.problems == [])
  }

  @Test(arguments: [
    ("hashicorp/consul/aws", "a module registry"),
    ("app.terraform.io/example/vpc/aws//modules/x", "a module registry"),
    ("git::https://example.com/vpc.git?ref=v1", "a git repository"),
    ("git@github.com:a/b.git", "a git repository"),
    ("github.com/hashicorp/example", "a git repository"),
    ("https://example.com/vpc.zip", "an archive on the network"),
    ("s3::https://s3.amazonaws.com/b/vpc.zip", "a storage bucket"),
    ("/opt/modules/vpc", "a folder outside of the project"),
    ("./nowhere", "the folder ./nowhere"),
    ("../outside", "the folder ../outside"),
    ("what", "an address of unknown kind"),
  ])
  func aModuleFromElsewhereIsNoted(_ source: String, _ origin: String) {
    let sample = TerraformSample([
      "main.tf": """
      module "m" { source = "\(source)" }
      resource "thing" "a" { x = module.m.out.y }
      """
    ])
    #expect(sample.values("thing.a") == #"{"x":{"unknown":["module.m"]}}"#)
    #expect(sample.notes == ["main.tf: module \"m\" comes from \(origin), which is not here"])
    #expect(sample.problems == [])
  }

  @Test func vendoredModulesAreFollowed() {
    let sample = TerraformSample([
      "live/main.tf": #"module "vpc" { source = "example/vpc/aws" }"#,
      "live/.terraform/modules/modules.json": #"""
      {"Modules": [{"Key": "", "Source": "", "Dir": "."},
        {"Key": "vpc", "Source": "registry.terraform.io/example/vpc/aws", "Version": "1.0.0", "Dir": ".terraform/modules/vpc"},
        {"Key": "vpc.inner", "Source": "a/b/c", "Dir": ".terraform/modules/vpc.inner"}]}
      """#,
      "live/.terraform/modules/vpc/main.tf": #"module "inner" { source = "a/b/c" }"#,
      "live/.terraform/modules/vpc.inner/main.tf": "resource \"thing\" \"a\" {}",
    ])
    #expect(sample.subjects.count == 1)
    #expect(Array(sample.instances.keys) == ["module.vpc.module.inner.thing.a"])
    #expect(sample.notes == [])
  }

  @Test(arguments: [
    ["main.tf": "module \"m\" { source = \"./\" }\nresource \"thing\" \"a\" {}"],
    [
      "a/main.tf": "module \"m\" { source = \"../b\" }\nresource \"thing\" \"a\" {}",
      "b/main.tf": "module \"m\" { source = \"../a\" }\n",
    ],
  ])
  func modulesThatCallThemselvesEnd(_ files: [String: String]) {
    let sample = TerraformSample(files)
    #expect(sample.subjects.count == 1)
    #expect(sample.instances["thing.a"] != nil)
    #expect(
      sample.problems.map { $0.split(separator: " ", maxSplits: 1).last }
        == ["the module calls itself, by way of this call"])
  }

  @Test func modulesAreFollowedToALimit() {
    var files: [String: String] = [:]
    for level in 0..<40 {
      files["m\(level)/main.tf"] =
        "module \"m\" { source = \"../m\(level + 1)\" }\nresource \"thing\" \"a\" {}\n"
    }
    files["m40/main.tf"] = ""
    let sample = TerraformSample(files)
    #expect(sample.instances.count == TerraformExpansion.depthLimit + 1)
    #expect(sample.problems.count == 1)
  }

  @Test func referencesAreFollowedToResources() {
    let sample = TerraformSample([
      "main.tf": """
      resource "bucket" "b" {
        name = "n"
      }
      data "thing" "d" {}
      locals {
        id   = bucket.b.id
        many = { k = data.thing.d.x }
      }
      module "m" {
        source   = "./m"
        for_each = { k = local.id }
        bucket   = each.value
      }
      resource "policy" "p" {
        bucket = local.id
        also   = policy.q["k"].bucket
        out    = module.m["k"].out
        text   = "a-${[for x in [bucket.b] : x.id][0]}"
        none   = "x"
        rule {
          to = data.thing.d.x
        }
        depends_on = [bucket.b]
      }
      resource "policy" "q" {
        for_each = local.many
        bucket   = each.value
        dynamic "rule" {
          for_each = [bucket.b.id]
          content { to = rule.value }
        }
      }
      """,
      "m/main.tf": """
      variable "bucket" {}
      resource "inner" "i" { bucket = var.bucket }
      output "out" { value = inner.i.id }
      """,
    ])
    #expect(
      sample.instances["policy.p"]?["references"]?.told
        == #"{"also":["policy.q","data.thing.d"],"bucket":["bucket.b"],"depends_on":["bucket.b"],"out":["module.m.inner.i"],"rule":["data.thing.d"],"text":["bucket.b"]}"#
    )
    #expect(
      sample.instances["policy.q[\"k\"]"]?["references"]?.told
        == #"{"bucket":["data.thing.d"],"rule":["bucket.b"]}"#)
    #expect(
      sample.instances["module.m[\"k\"].inner.i"]?["references"]?.told
        == #"{"bucket":["bucket.b"]}"#)
  }

  @Test func referencesAreBounded() {
    let limit = TerraformReferenceTrail.addressLimit
    let blocks = (0...limit).map { "resource \"thing\" \"b\($0)\" {}\n" }.joined()
    let names = (0...limit).map { "thing.b\($0).id" }.joined(separator: ", ")
    // Names that lead nowhere are steps as well.
    let steps = String(repeating: "var.v, ", count: TerraformReferenceTrail.stepLimit)
    let sample = TerraformSample([
      "main.tf": """
      \(blocks)
      variable "v" {}
      resource "thing" "a" { x = [\(names)] }
      resource "thing" "c" { x = [\(steps)thing.a.id] }
      """
    ])
    let found = sample.instances["thing.a"]?["references"]?["x"]?.elements
    #expect(found?.count == limit)
    #expect(sample.instances["thing.c"]?["references"]?["x"] == nil)
  }

  @Test func filesAreBounded() {
    var diagnostics = Diagnostics()
    let tree = TerraformTree(
      (0...TerraformTree.fileLimit).map { ("\($0)", []) }, diagnostics: &diagnostics)
    #expect(tree.files.count == TerraformTree.fileLimit)
    #expect(diagnostics.errorCount == 1)
  }

  @Test func providersAreListed() {
    let sample = TerraformSample([
      "main.tf": """
      provider "aws" {
        alias  = "west"
        region = var.region
        default_tags {
          tags = { a = 1 }
        }
      }
      variable "region" { default = "us-west-2" }
      """
    ])
    #expect(
      sample.subjects[0]["providers"]?.told
        == #"[{"alias":"west","name":"aws","values":{"default_tags":[{"tags":{"a":1}}],"region":"us-west-2"}}]"#
    )
  }
}

struct TerraformPolicyDocumentTests {
  private static let base = """
    data "aws_iam_policy_document" "base" {
      statement {
        sid       = "S"
        actions   = ["s3:Get*", "s3:Put*"]
        resources = ["arn:aws:s3:::b/&{aws:username}"]
        principals {
          type        = "AWS"
          identifiers = ["*"]
        }
        condition {
          test     = "Bool"
          variable = "aws:SecureTransport"
          values   = ["false"]
        }
      }
    }

    """

  @Test func documentsAreComputed() {
    let sample = TerraformSample(["main.tf": Self.base])
    #expect(
      sample.instances["data.aws_iam_policy_document.base"]?["values"]?["json"]?.string == """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "S",
              "Effect": "Allow",
              "Action": [
                "s3:Put*",
                "s3:Get*"
              ],
              "Resource": "arn:aws:s3:::b/${aws:username}",
              "Principal": {
                "AWS": "*"
              },
              "Condition": {
                "Bool": {
                  "aws:SecureTransport": "false"
                }
              }
            }
          ]
        }
        """)
  }

  @Test func documentsAreMerged() {
    let sample = TerraformSample([
      "main.tf": Self.base + """
        data "aws_iam_policy_document" "more" {
          source_policy_documents   = [data.aws_iam_policy_document.base.json]
          override_policy_documents = [jsonencode({ Statement = { Sid = "T", Effect = "Deny" } })]
          statement {
            sid     = "S"
            effect  = "Deny"
            actions = ["*"]
          }
          statement {
            sid     = "T"
            actions = ["iam:*"]
          }
        }
        resource "policy" "p" { policy = data.aws_iam_policy_document.more.minified_json }
        """
    ])
    #expect(
      sample.instances["policy.p"]?["values"]?["policy"]?.string
        == #"{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Deny","Action":"*"},{"Sid":"T","Effect":"Deny"}]}"#
    )
    #expect(
      sample.instances["policy.p"]?["references"]?.told
        == #"{"policy":["data.aws_iam_policy_document.more"]}"#)
  }

  /// A text of which only parts are known is unknown; the parts are told beside it.
  @Test func partsOfDocumentsAreKnown() {
    let sample = TerraformSample([
      "main.tf": """
      resource "bucket" "b" {}
      data "aws_iam_policy_document" "d" {
        statement {
          actions   = ["*"]
          resources = [bucket.b.arn]
        }
      }
      resource "policy" "p" {
        policy = data.aws_iam_policy_document.d.json
        inline {
          policy = jsonencode({
            Action   = "*"
            Resource = bucket.b.arn
          })
        }
        known = "{\\"Action\\": \\"*\\"}"
        text  = <<-JSON
          {"Resource": "${bucket.b.arn}/*", "List": [1, ${jsonencode([bucket.b.id])}]}
        JSON
        none  = "{ ${bucket.b.arn}"
      }
      """
    ])
    let policy = sample.instances["policy.p"]
    #expect(policy?["values"]?["policy"]?.told == #"{"unknown":["bucket.b.arn"]}"#)
    #expect(
      policy?["documents"]?.told
        == #"{"inline.0.policy":{"Action":"*","Resource":{"unknown":["bucket.b.arn"]}},"known":{"Action":"*"},"policy":{"Statement":[{"Action":"*","Effect":"Allow","Resource":{"unknown":["bucket.b.arn"]}}],"Version":"2012-10-17"},"text":{"List":[1,[{"unknown":["bucket.b.id"]}]],"Resource":{"unknown":["bucket.b.arn"]}}}"#
    )
    #expect(sample.place(policy?["documents"]?["inline.0.policy"]?["Action"]) == "main.tf:12")
  }
}
