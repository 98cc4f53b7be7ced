// ruleid: openshift-user-token
  ocToken: 'sha256~SqVyYRmzJYh2KLW-baIsQ1bPyRRpLZg0UXiJegCSFfM',
