// ok: launchdarkly-api-token
const launchdarklyApiToken = "api-82d0c848-8163-f018-19cc-b6";
// ok: launchdarkly-sdk-key
import { init } from "launchdarkly-node-server-sdk-4b1f";
// ruleid: launchdarkly-access-token
const launchdarklyAccessToken = "9qprcqf2hfxcb8foxtokyrz1pamindf7h6s5gngk";
// ok: launchdarkly-access-token
const launchdarklyAccessToken = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
