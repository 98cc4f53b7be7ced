// ruleid: pulumi-access-token
  pulumiAccessToken: 'pul-28c5dd1058b44031e4e0dfb87cd96030734568d5',
// ok: pulumi-access-token
import img from "./vipul-2fd4e1c67a2d28fced849ee1bb76e7391b93eb12.png";
// ok: pulumi-access-token
const pulumiAccessToken = "pul-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
