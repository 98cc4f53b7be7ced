// ruleid: stripe-live-secret-key
const stripeSecretKey = "sk_live_R6lgNDamcNIVjUxPeG4RwOM2";
// ok: stripe-live-secret-key
const stripeSecretName = "sk_live_keyGoesHere";
// ok: stripe-test-secret-key
const key = "sk_test_placeholderKey";
// ok: stripe-test-secret-key
const stripeTestKey = "sk_test_ow8fvq4C";
// ok: stripe-live-restricted-key
const stripeRestrictedKey = process.env.STRIPE_RESTRICTED_KEY;
// ok: stripe-test-restricted-key
const stripeTestRestrictedKey = process.env.STRIPE_TEST_RESTRICTED_KEY;
