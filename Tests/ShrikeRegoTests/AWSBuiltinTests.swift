import Testing

@testable import ShrikeRego

struct AWSBuiltinTests {
  private static let settings =
    #""aws_access_key": "id", "aws_secret_access_key": "key", "aws_region": "eu-west-1""#

  @Test(
    arguments: [
      (
        #"{"method": "get", "url": "https://example.org/a b?c=d"}"#, #""aws_service": "ec2""#,
        "SignedHeaders=host;x-amz-date,Signature="
      ),
      (
        #"{"method": "get", "url": "https://example.org", "headers": {"X-A": "1", "User-Agent": "u"}}"#,
        #""aws_service": "s3""#,
        "SignedHeaders=host;x-a;x-amz-content-sha256;x-amz-date,Signature="
      ),
      (
        #"{"method": "get", "url": "https://example.org"}"#,
        #""aws_service": "ec2", "aws_session_token": "t""#,
        "SignedHeaders=host;x-amz-date;x-amz-security-token,Signature="
      ),
    ])
  func headers(_ request: String, _ more: String, _ expected: String) {
    let answer = BuiltinAnswer.of(
      "providers.aws.sign_req(\(request), {\(Self.settings), \(more)}, 0).headers.Authorization")
    let start = #""AWS4-HMAC-SHA256 Credential=id/19700101/eu-west-1/"#
    #expect(answer.hasPrefix(start))
    #expect(answer.contains(expected))
  }

  @Test(
    arguments: [
      (#"{"method": "get"}"#, #""aws_service": "s3""#, "0", "eval_type_error"),
      (#"{"method": "get", "url": 1}"#, #""aws_service": "s3""#, "0", "eval_type_error"),
      (
        #"{"method": "get", "url": "a", "x": 1}"#, #""aws_service": "s3""#, "0",
        "eval_type_error"
      ),
      (#"{"method": "get", "url": ":a"}"#, #""aws_service": "s3""#, "0", "eval_builtin_error"),
      (#"{"method": "get", "url": "a"}"#, #""x": "s3""#, "0", "eval_type_error"),
      (#"{"method": "get", "url": "a"}"#, #""aws_service": 1"#, "0", "eval_type_error"),
      (
        #"{"method": "get", "url": "a"}"#,
        #""aws_service": "s3", "disable_payload_signing": "no""#, "0", "eval_type_error"
      ),
      (#"{"method": "get", "url": "a"}"#, #""aws_service": "s3""#, "0.5", "eval_type_error"),
    ])
  func refusals(_ request: String, _ more: String, _ time: String, _ expected: String) {
    let answer = BuiltinAnswer.of(
      "providers.aws.sign_req(\(request), {\(Self.settings), \(more)}, \(time))")
    #expect(answer == expected)
  }
}
