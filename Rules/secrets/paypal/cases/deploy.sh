# ruleid: braintree-access-token
./deploy --braintree-access-token access_token$production$1awyp6kak7yc4r8t$625ed9582df13e6177aa69b4295ae493 --yes
# ruleid: braintree-private-key
docker run -e BRAINTREE_PRIVATE_KEY=15463f179523d0e1ead6959bebd5c0bc app
# ruleid: paypal-client-secret
docker run -e PAYPAL_CLIENT_SECRET=EVa7nWrgesi8GCcFv1aLOfxPOxJZrkGfOSVCLXmkf7n_NeyXk0ZtjGkyIVrp_nyx9nyIL4CiqACByDmG app
