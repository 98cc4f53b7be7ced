# ruleid: snyk-api-token
SNYK_TOKEN = "b9304073-3ddf-8c88-e99e-99546926dd49"
# ok: snyk-api-token
SNYK_TOKEN = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
# ok: snyk-personal-or-service-token
os.environ["SNYK_TOKEN"] = "snyk_uat.34a216cc.eyJlIjoxODAwMDAwMDAwLCJoIjoic255ay5pbyIsImoiOiJMQnlERWNxY2VFWFZsMFdOYzNHc3ZEIn0.zWvUL5Y368P8YeFGY8Q8H4o4!-6lBsiOdGT0qu-xLrIiva_QAjh8vBGN0cZXWy3SUsJOHD1TNKdXyQlUbsJ92B"
# ok: snyk-personal-or-service-token
os.environ["SNYK_TOKEN"] = "snyk_uat.34a216cc.eyJlIjoxODAwMDAwMDAwLCJoIjoic255ay5pbyIsImoiOiJMQnlERWNxY2VFWFZsMFdOYzNHc3"
