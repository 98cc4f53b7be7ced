// ruleid: rubygems-api-key
const rubygemsApiKey = "rubygems_93d4166eef51bd178de07ff749b80a9e46b8dc9813479197";
// ok: rubygems-api-key
const rubygemsApiKey = "rubygems_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
