# ruleid: openshift-user-token
./deploy --oc-token sha256~NEo1CnOROccGfUJ0B-thfc1Zu-8DSFK7_CdDUQRxJIW --yes
