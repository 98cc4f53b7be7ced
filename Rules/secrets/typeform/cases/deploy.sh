# ruleid: typeform-personal-token
./deploy --typeform-token tfp_y9WSKKKaypMbYwImGL51tOr0zv16pkYy86Q9Lt7EK0i6_0r0odSlPrdF3ZZ --yes
