# ruleid: pulumi-access-token
PULUMI_ACCESS_TOKEN = "pul-1f118338eaeba7bd178bbc2905f308bb89b54074"
# ok: pulumi-access-token
PULUMI_ACCESS_TOKEN = "pul-bc7331a17554fe7993581c417d934"
