# ruleid: tableau-personal-access-token
./deploy --tableau-pat-secret O7xHDOtvYqLMU54FWc5y7t==:ayp2gYKSmxcZe0nsfAbZqOVpZk4l8euB --yes
