# ok: lark-app-id
parser.add_argument("--lark", dest="cli_option")
# ok: lark-app-id
LARK_APP_ID = "cli_vpfpm9yxed5"
# ruleid: lark-app-secret
os.environ["LARK_APP_SECRET"] = "0ICoFzNt4671lHjhpiCZXo87y8OFbWdm"
# ok: lark-app-secret
SKYLARK_DIGEST = skylark.digest("sha1")
# ok: lark-app-secret
os.environ["LARK_APP_SECRET"] = "HgXUNp5AuxJgtJh2uyenXSO3"
# ruleid: lark-bot-webhook
os.environ["LARK_WEBHOOK"] = "https://open.larksuite.com/open-apis/bot/v2/hook/de712806-6262-a8fb-0c28-f93244b03518"
# ok: lark-bot-webhook
LARK_WEBHOOK = "https://open.larksuite.com/open-apis/bot/v2/hook/fa7efb65-8f55-2"
# ok: lark-bot-webhook
LARK_WEBHOOK = "https://open.larksuite.com/open-apis/bot/v2/hook/fa7efb6!-8f55-292a-b344-df169357b695"
