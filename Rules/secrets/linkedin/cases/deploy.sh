# ruleid: linkedin-client-id
./deploy --linkedin-client-id 77wkp9mg5q8f1g --yes
# ruleid: linkedin-client-secret-v2
docker run -e LINKEDIN_SECRET=WPL_AP1.ZZdhqZSiopIkOpG3.uuio/0== app
# ruleid: linkedin-access-token
./deploy --linkedin-access-token AQ6uLBxW6jcSnDwXXJp4tJzzGxNAaKnVhp0ThAlPrLecwZl--E9vWcs_VGgou1yucZAiJBcvX48bDZ9gbf4Hi3SqGNENJhzMimaQYw8iI97CwuNDKfxLiTzRaUG_zmWezQmTC6QnAvrn9xFARz-r64bH38cTP8mNUzD8Wv9Q23WOuf4OTquDtR --yes
