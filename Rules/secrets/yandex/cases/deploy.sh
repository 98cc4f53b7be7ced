# ruleid: yandex-cloud-iam-token
./deploy --yandex-iam-token t1.7Ctikn-xfErAX4Xl9FXI-Dhdv7rZMj-EcdYbSJVPOXre4I3kFWySBD7IwFOzzCc5rw4XEqiFUeLsi09VyrZC_e_gfZ.KJ80Ov7tuT7n-6LkwrrZ73LEk1-dBg701ak5FrT1B3gaTzzeYd9wu6j6-1LoPC4zmNVxs8Y0fHYWhGiztkPNnZ --yes
# ruleid: yandex-cloud-api-key
./deploy --yandex-api-key AQVNeqITwkMhggrolA20zHM2XTxGVduyirYtP7oV --yes
# ruleid: yandex-service-api-key
./deploy --yandex-dict-key dict.1.1.20240311T101530Z.44bd3a39cc3a3f02.02288f9a0325d33596305707efac03608e4094d4 --yes
