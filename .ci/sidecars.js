// Holds every FHIR sidecar below a folder against FHIR R4's own definitions. Value sets that the validator does not have are
// no errors.
const fs = require('fs');
const path = require('path');
const { Fhir } = require('fhir/fhir');

const fhir = new Fhir();
const files = fs.readdirSync(process.argv[2], { recursive: true }).filter((name) => name.endsWith('.fhir.json'));
for (const name of files) {
  const resource = JSON.parse(fs.readFileSync(path.join(process.argv[2], name)));
  const { messages } = fhir.validate(resource, { errorOnUnexpected: true });
  const errors = messages.filter((message) => message.severity === 'error' || message.severity === 'fatal');
  if (errors.length > 0) {
    console.error(name, errors);
    process.exit(1);
  }
}
console.log(`${files.length} FHIR resources follow FHIR R4`);
