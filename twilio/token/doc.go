// Package token makes the access tokens with which Twilio's client SDKs for browsers and phones
// sign in: Conversations, Programmable Chat, Voice, Video, Sync and others.
//
//	key, err := token.NewKey(accountSID, keySID, secret)
//	…
//	signed, err := key.Make(&token.Params{
//		Identity: "alice",
//		Chat:     &token.ChatGrant{ServiceSID: "IS…"},
//	})
//
// A token is a JSON Web Token that an API key signs. Making one takes no request to Twilio, and
// neither does verifying one by [Key.Verify], for tests and for services of your own. [Refresh]
// is the endpoint from which an app fetches tokens for the user who is signed in.
//
// # Form
//
// The same [Params] at the same second make the same token, byte by byte. Neither header nor
// payload has white space, and their members stand in this order:
//
//	{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"HS256"}
//	{"jti":"SK…-1767323045","iss":"SK…","sub":"AC…","iat":1767323045,"exp":1767326645,"grants":{"identity":"alice","chat":{"service_sid":"IS…"}}}
//
// With a region "twr" ends the header, and with a NotBefore "nbf" stands behind "exp". The grants
// are identity, chat with its members in the order of [ChatGrant], then all of Params.Grants by
// name, and each of these is what encoding/json makes of it. Tokens of other libraries have another
// order, which matters to nobody who reads them.
//
// Twilio docs: https://www.twilio.com/docs/iam/access-tokens
package token
