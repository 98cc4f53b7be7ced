# ruleid: mailchimp-transactional-key
docker run -e MANDRILL_API_KEY=md-m9rxQx8r9iB84VjYRhOv5y app
