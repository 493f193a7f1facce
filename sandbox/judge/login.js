// Logs in at a provider by openid-client, chooses a test person, and says what came and what was refused.
import * as client from 'openid-client';

const [issuer, id, secret, redirect, person] = process.argv.slice(2);
const config = await client.discovery(new URL(issuer), id, secret, undefined, {
  execute: [client.allowInsecureRequests],
});
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: redirect,
  scope: 'openid name address birthdate gender',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
});

const page = await fetch(address);
const login = /name="login" value="([^"]+)"/.exec(await page.text())[1];
const answer = await fetch(new URL('/authorize/person', issuer), {
  method: 'POST',
  redirect: 'manual',
  headers: { cookie: page.headers.get('set-cookie').split(';')[0] },
  body: new URLSearchParams({ login, person }),
});
const back = new URL(answer.headers.get('location'));

const refusal = async (checks) => {
  try {
    await client.authorizationCodeGrant(config, back, checks);
    return 'accepted';
  } catch (error) {
    return error.error ?? error.code;
  }
};
const right = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
const otherState = await refusal({ ...right, expectedState: 'other' });
const tokens = await client.authorizationCodeGrant(config, back, right);
const claims = tokens.claims();
const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const again = await refusal(right);
console.log(JSON.stringify({ claims, info, otherState, again }));
