# ruleid: sidekiq-gem-server-url
bundle config --local https://3c88fbbc:2fdee6e0@enterprise.contribsys.com/
