package token

import "errors"

// What is wrong with a key or with what a token is to hold, for errors.Is. No error of this
// package holds a secret, a SID, an identity or a token, except what your own MarshalJSON or the
// function of a [Refresh] puts into one.
var (
	// ErrSecret is a secret that is empty or has white space around it, as a line read from a
	// file has. Twilio would refuse tokens signed with it (20107).
	ErrSecret = errors.New("secret is empty or has white space around it")

	// ErrSID is a SID that does not have the two letters of its kind and 32 hexadecimal digits.
	// Mixing up the account's, the key's and the secret is the usual reason.
	ErrSID = errors.New("invalid SID")

	// ErrTTL is a validity of less than a second or of more than [MaxTTL], which Twilio refuses
	// (20157), or one that ends before it begins.
	ErrTTL = errors.New("validity is not between one second and 24 hours")

	// ErrIdentity is an identity that is missing or not UTF-8. Twilio's code is 20106.
	ErrIdentity = errors.New("identity is missing or not UTF-8")

	// ErrGrant is a grant that is not a JSON object or is given twice. Twilio's code is 20106.
	ErrGrant = errors.New("invalid grant")
)

// Why a token is refused by [Key.Verify], for errors.Is, beside [ErrTTL], [ErrIdentity] and
// [ErrGrant]. The codes are those that Twilio reports to the client SDKs.
var (
	// ErrMalformed is what is not a JSON Web Token at all (20101), or has a date before 1970 or after
	// 9999.
	ErrMalformed = errors.New("not a JSON Web Token")

	// ErrHeader is a token of another type, or one signed by another algorithm than HS256 or not
	// signed at all (20102).
	ErrHeader = errors.New("not the header of an access token")

	// ErrIssuer is a token that another API key signed or that is for another account (20103).
	ErrIssuer = errors.New("token is of another key or account")

	// ErrExpired is a token whose time is over, or that has no expiry (20104).
	ErrExpired = errors.New("token has expired")

	// ErrNotYetValid is a token whose time has not begun (20105).
	ErrNotYetValid = errors.New("token is not yet valid")

	// ErrSignature is a token that was changed, or signed with another secret (20107).
	ErrSignature = errors.New("wrong signature")
)

// ErrSignedOut is for the function given to [NewRefresh] to return when nobody is signed in.
var ErrSignedOut = errors.New("token: nobody is signed in")
