// ruleid: messagebird-access-key
const messagebirdAccessKey = "5i5uNRi3XS6MhTaGaP6DOgBmn";
