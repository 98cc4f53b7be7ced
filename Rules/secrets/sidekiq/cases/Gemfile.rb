# ruleid: sidekiq-gem-server-url
source "https://4b690727:4d7be70e@gems.contribsys.com/" do
# ok: sidekiq-gem-server-url
source "https://gems.contribsys.com/" do
# ok: sidekiq-gem-server-url
source "https://user:pass@gems.contribsys.com/" do
# ok: sidekiq-gem-server-url
source "https://xxxxxxxx:xxxxxxxx@gems.contribsys.com/" do
