// ruleid: line-channel-access-token
  lineChannelAccessToken: 'QY155WTvRx2a8V6HhYIDbewM697aDV4ULTc3B05NMAxu31GBx0pKhkj3LbTHVqbVcSyhsu8wzuCm7d9fyWu6YK8yUcQTcPeY0aVd/IQNPS3xLmq+ospew941sWBcDXpMa3VRWd4x+G39yc4pDShwZ0MezQ4nvvCrtUkCpmuXmLS=',
// ok: line-channel-access-token
const lineToken = pipeline.nextToken("newline");
// ok: line-channel-access-token
const lineChannelAccessToken = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=";
// ok: line-channel-access-token
  lineChannelAccessToken: 'CY1GD/jEQHsyaDEOeIBToCoKwyn3a32AwTYcZt2hUPTYOugARAYPc4MEhRxX26yB89pRsgyiMj4CchtoojFTRdjBzu8GygoSe88FqqWEIRCZ7kegwIRqNS5jroEtBVTq6',
// ruleid: line-channel-secret
const lineChannelSecret = "572ed84726a4687bc9465b7d4ac70c81";
// ok: line-channel-secret
  lineChannelSecret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: line-channel-secret
const lineChannelSecret = "cbf71d96fb2273ef7ed14630";
// ruleid: line-notify-token
  lineNotifyToken: '8JRoAji0AdA935PJ5aDfokeWUJQJa5Luojuxg52o4IQ',
