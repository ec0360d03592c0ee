// Says whether a credential has the shape that LearnCard's schemas of Open Badges 3.0 ask for:
// node schema.js CREDENTIAL. Prints {"valid": ..., "problems": [...]}.
import {readFileSync} from 'node:fs';
import {AchievementCredentialValidator} from '@learncard/types';

const credential = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const {success, error} = AchievementCredentialValidator.safeParse(credential);
const problems = (error?.issues ?? []).map(({path, message}) => `${path.join('.')}: ${message}`);
console.log(JSON.stringify({valid: success, problems}));
