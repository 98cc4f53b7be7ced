// ruleid: braintree-access-token
  braintreeAccessToken: 'access_token$production$7o205urtet2x21l3$58e8d74d33fd7643bb3cc1bc84fd422f',
// ok: braintree-access-token
  braintreeAccessToken: 'access_token$production$xxxxxxxxxxxxxxxx$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ruleid: braintree-sandbox-token
  braintreeSandboxToken: 'access_token$sandbox$g84r8dk5oai801o6$a7dce617973b1dcaee8c368c288989d6',
// ok: braintree-sandbox-token
const braintreeSandboxToken = "access_token$sandbox$9cpqkaf1i8nt7e";
// ruleid: paypal-client-id
  paypalClientId: 'AlvHb50pzvF1v7MqvXG_BGwHZILXy7kfNUEt2wu89HYoL2eMyoDhCbyJQimabXGy78eokQfct1TrBtrn',
// ok: paypal-client-id
  paypalClientId: 'AmwhXYCfAG-E0u2LHKB0Hl8xwVk5ZJQ1zZ1gl3JJ4xfXEo5G1gPqk!DySC2WxJUf53pJHNdoKwfQpM4I',
