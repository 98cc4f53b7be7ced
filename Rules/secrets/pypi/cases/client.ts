// ruleid: pypi-upload-token
const pypiToken = "pypi-AgEIcHlwaS5vcmc8VitVuvfsO2QpA2_8XG5GnDzDbJQ7PBmquHOc6wiLDFh6ow2FQqBRY9wpACcm56eqpTUIHIgU9m5JhfceAd2rgC8hEQYL18lOUaPg5t3K8UgY7ts1j9CIieP";
// ok: pypi-upload-token
  pypiToken: 'pypi-AgEIcHlwaS5vcmcxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: pypi-upload-token
const pypiToken = process.env.PYPI_TOKEN;
// ok: testpypi-upload-token
const testPypiToken = process.env.TEST_PYPI_TOKEN;
